import { type ReactNode, type RefObject, useId, useRef } from 'react'
import type { Caption } from '../../../plots/export/caption.ts'
import type { Cell, Table } from '../../../plots/export/csv.ts'
import { ExportMenu } from '../../controls/ExportMenu.tsx'
import type { Explained } from '../../controls/StatisticHelp.tsx'
import { StatisticNames } from '../../controls/StatisticNames.tsx'
import { useWidth } from '../../useWidth.ts'

export interface FigureProps {
  /** Of the section and its files: "scatter". */
  readonly name: string
  readonly title: string
  /** How to read it. */
  readonly reading: string
  readonly caption: () => Caption
  /** What it shows, in one line below it. */
  readonly line: string
  /** What its numbers are, each with its formula. */
  readonly statistics: readonly Explained[]
  readonly warnings?: readonly string[]
  readonly table?: () => Table
  /** Controls of this figure alone. */
  readonly tools?: ReactNode
  readonly wide?: boolean
  /** `width` is what there is for it, in CSS pixels. */
  readonly children: (width: number) => ReactNode
}

/** A picture with its title, its warnings, what it shows, and the way into a file. */
export function Figure(props: FigureProps) {
  const { name, title, reading, caption, line, statistics, warnings = [] } = props
  const { table, tools, wide = false, children } = props
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box, 560)
  return (
    <section className="study-figure" aria-labelledby={id} data-figure={name} data-wide={wide}>
      <div className="study-figure-head">
        <h3 id={id}>{title}</h3>
        {tools}
        <ExportMenu
          name={`study-${name}`}
          title={title}
          caption={caption}
          picture={box as RefObject<Element | null>}
          {...(table && { table, json: () => recordsOf(table()) })}
        />
      </div>
      <div ref={box} className="study-figure-body">
        {children(width)}
        {warnings.map((warning) => (
          <p key={warning} className="warning" data-warning={name}>
            {warning}
          </p>
        ))}
      </div>
      <div className="note">
        <StatisticNames of={statistics} />
      </div>
      <p className="note">
        {reading} <span className="study-caption">{line}</span>
      </p>
    </section>
  )
}

function recordsOf({ columns, rows }: Table): readonly Readonly<Record<string, Cell>>[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])))
}
