import type { ReactNode } from 'react'
import { shareText } from '../../../plots/numbers.ts'
import { OverlapLegend } from '../../../plots/OverlapMap.tsx'
import { Help } from '../../controls/Help.tsx'
import { Maths } from '../../controls/Maths.tsx'
import { t } from '../../messages.ts'
import type { MapRow } from './columns.ts'
import { RowScale } from './RowScale.tsx'
import type { HeadProps } from './rows.tsx'

const { rows, rowNotes, help } = t.bench

export function PredictionHead() {
  return <Named name={rows.prediction} help={help.prediction} note={rowNotes.prediction} />
}

export function ImageHead() {
  return <Named name={rows.image} help={help.image} symbol="x̃" />
}

export function MapHead({ row, ...props }: HeadProps & { row: 'clean' | 'attacked' }) {
  return (
    <Named name={rows[row]} help={help[row]} symbol={row === 'clean' ? 'R(x)' : 'R(x̃)'}>
      <Legend row={row} {...props} />
    </Named>
  )
}

export function DifferenceHead(props: HeadProps) {
  return (
    <Named name={rows.difference} help={help.difference} symbol="R(x̃) − R(x)">
      <Legend row="difference" {...props} />
    </Named>
  )
}

export function OverlapHead() {
  return (
    <Named name={rows.overlap} help={help.overlap}>
      <OverlapLegend />
    </Named>
  )
}

export function LrpHead({ scene }: HeadProps) {
  return (
    <Named name={rows.lrp} help={help.lrp} note={t.bench.chance(shareText(scene.k / 100))}>
      <span className="row-note">{t.bench.hollow}</span>
    </Named>
  )
}

export function SoftmaxHead() {
  return <Named name={rows.softmax} help={help.softmax} note={rowNotes.softmax} />
}

export function ControlHead() {
  return <Named name={rows.control} help={help.control} note={rowNotes.control} />
}

export function RandomHead(props: HeadProps) {
  return (
    <Named name={rows.random} help={help.random}>
      <Legend row="random" {...props} />
    </Named>
  )
}

/** The row's own scale; numbers only where the whole row shares them. */
function Legend({ row, columns, scene }: HeadProps & { row: MapRow }) {
  const shown = columns.find((column) => column.result)
  return shown && <RowScale scale={scene.scope === 'map' ? null : shown.scales[row]} />
}

interface NamedProps {
  readonly name: string
  /** What a newcomer asks. */
  readonly help: string
  readonly symbol?: string
  readonly note?: string
  readonly children?: ReactNode
}

function Named({ name, help: answer, symbol, note, children }: NamedProps) {
  return (
    <div className="row-name">
      <span className="row-title">
        {symbol && <Maths>{symbol}</Maths>} {name} <Help about={name}>{answer}</Help>
      </span>
      {note && <span className="row-note">{note}</span>}
      {children}
    </div>
  )
}
