import { mean } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import type { Family } from '../domain/catalogue.ts'
import { modelMark, modelStyles } from './modelStyle.ts'
import { percentText } from './numbers.ts'
import { words } from './words.ts'

export interface DrawSharesProps {
  /** One share a draw, a line for each way to measure it. */
  readonly rows: readonly { readonly label: string; readonly values: readonly number[] }[]
  readonly family: Family
  readonly label: string
  readonly xLabel: string
}

const [width, left, right, row] = [320, 76, 12, 30]
const x = scaleLinear([0, 1], [left, width - right])

/** A stroke for every draw between 0 and 100 %, and the family's mark at their mean. */
export function DrawShares({ rows, family, label, xLabel }: DrawSharesProps) {
  const bottom = row * rows.length + 4
  return (
    <svg
      className="plot"
      viewBox={`0 0 ${width} ${bottom + 30}`}
      role="img"
      aria-label={`${label}: ${rows.map(spoken).join('; ')}`}
      data-plot="draw-shares"
      data-state="ready"
    >
      {x.ticks(5).map((tick) => (
        <g key={tick}>
          <path className="plot-grid" d={`M${x(tick)} 4V${bottom}`} />
          <text className="plot-tick" x={x(tick)} y={bottom + 14}>
            {percentText(tick)}
          </text>
        </g>
      ))}
      <text x={width - right} y={bottom + 27} textAnchor="end">
        {xLabel}
      </text>
      <g style={{ color: modelStyles[family].color }}>
        {rows.map(({ label: name, values }, at) => (
          <g key={name} transform={`translate(0 ${4 + row * (at + 0.5)})`}>
            <text x={0} y={4}>
              {name}
            </text>
            <path className="plot-draws" d={values.map((value) => `M${x(value)} -8v16`).join('')} />
            <path
              className="plot-mark"
              transform={`translate(${x(mean(values) ?? 0)} 0)`}
              d={modelMark(family, 60)}
            />
          </g>
        ))}
      </g>
    </svg>
  )
}

function spoken({ label, values }: DrawSharesProps['rows'][number]): string {
  if (values.length === 0) return `${label}: ${words.noData}`
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return `${label}: ${words.between(percentText(low, 1), percentText(high, 1))}`
}
