import { scaleLinear } from 'd3-scale'
import { memo } from 'react'
import type { Family } from '../domain/catalogue.ts'
import { modelMark, modelStyles } from './modelStyle.ts'
import { quantityText, shareText } from './numbers.ts'
import { words } from './words.ts'

export interface RobustnessGaugeProps {
  /** Metric id; becomes `data-readout`: "lrp-robustness". */
  readonly metric: string
  /** In [0, 1]; `data-value` holds it in full. */
  readonly value: number
  readonly model: string
  readonly family: Family
  readonly label: string
  /** What a random explanation would reach: k / 100. */
  readonly chance?: number
  /** The same metric under a random pattern of the same size. */
  readonly control?: number
  readonly dimmed?: boolean
}

const width = 120
const height = 20
const middle = height / 2

/** A share between 0 and 1 as a mark on a line, with chance dashed and the random control hollow. */
export const RobustnessGauge = memo(function RobustnessGauge(props: RobustnessGaugeProps) {
  const { metric, value, model, family, chance, control, dimmed } = props
  const x = scaleLinear([0, 1], [7, width - 7]).clamp(true)
  return (
    <div className="plot-gauge" data-state={dimmed ? 'stale' : 'ready'}>
      <svg className="plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={accessibleName(props)}>
        <title>{accessibleName(props)}</title>
        <path className="plot-base" d={`M${x(0)} ${middle}H${x(1)}M${x(0)} 6v8M${x(1)} 6v8`} />
        {chance !== undefined && <path className="plot-chance" d={`M${x(chance)} 1V${height - 1}`} />}
        <g style={{ color: modelStyles[family].color }}>
          {control !== undefined && <Mark family={family} x={x(control)} hollow />}
          <Mark family={family} x={x(value)} />
        </g>
      </svg>
      <span className="plot-number" data-readout={metric} data-value={value} data-model={model}>
        {shareText(value)}
      </span>
    </div>
  )
})

function Mark({ family, x, hollow = false }: { family: Family; x: number; hollow?: boolean }) {
  return (
    <path
      className="plot-mark"
      data-hollow={hollow}
      transform={`translate(${x} ${middle})`}
      d={modelMark(family, 60)}
    />
  )
}

function accessibleName({ label, value, chance, control }: RobustnessGaugeProps): string {
  const others = [
    chance !== undefined && `${words.chance} ${quantityText(chance)}`,
    control !== undefined && `${words.control} ${quantityText(control)}`,
  ].filter(Boolean)
  return `${label}: ${quantityText(value)}${others.length > 0 ? ` (${others.join(', ')})` : ''}`
}
