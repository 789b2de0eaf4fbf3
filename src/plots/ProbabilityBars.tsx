import { scaleLinear } from 'd3-scale'
import { memo } from 'react'
import { areWords } from '../domain/classNames.ts'
import { summarizePrediction } from '../domain/summary.ts'
import type { Prediction } from '../domain/trial.ts'
import { quantityText } from './numbers.ts'
import { words } from './words.ts'

export interface ProbabilityBarsProps {
  /** Class names, one a bar; long ones stand upright. */
  readonly classes: readonly string[]
  /** Drawn as outlines. */
  readonly before?: Prediction
  /** Drawn filled, with a whisker of one standard deviation over the draws. */
  readonly after: Prediction
  readonly model: string
  readonly label: string
  /** True class, marked under its bar. */
  readonly truth?: number | null
  readonly dimmed?: boolean
}

const bar = 10
const gap = 4
const height = 56
const foot = 16
/** Of a letter in an upright name. */
const letter = 4.4

/** The probability of each class: before the attack as an outline, after it filled. */
export const ProbabilityBars = memo(function ProbabilityBars(props: ProbabilityBarsProps) {
  const { classes, before, after, model, label, truth, dimmed } = props
  const y = scaleLinear([0, 1], [height, 1])
  const width = classes.length * (bar + gap)
  const upright = areWords(classes)
  const below = upright ? foot + letter * Math.max(...classes.map((name) => name.length)) : foot
  return (
    <svg
      className="plot plot-probabilities"
      viewBox={`0 0 ${width} ${height + below}`}
      role="img"
      aria-label={accessibleName(props)}
      data-plot="probabilities"
      data-model={model}
      data-state={dimmed ? 'stale' : 'ready'}
    >
      <title>{label}</title>
      <line className="plot-base" x1={0} x2={width} y1={height} y2={height} />
      {classes.map((name, i) => {
        const p = after.probabilities[i] ?? 0
        const x = gap / 2 + i * (bar + gap)
        return (
          <g key={name} data-class={name} data-value={p}>
            <title>{barText(props, i)}</title>
            <rect className="plot-hit" x={x - gap / 2} y={0} width={bar + gap} height={height + below} />
            <rect className="plot-probability-after" x={x} y={y(p)} width={bar} height={height - y(p)} />
            {before && <Outline x={x} top={y(before.probabilities[i] ?? 0)} />}
            <Whisker x={x + bar / 2} y={y} mean={p} deviation={after.deviation[i] ?? 0} />
            <ClassName name={name} x={x + bar / 2} upright={upright} predicted={i === after.class} />
            {i === truth && (
              <circle
                className="plot-truth"
                cx={x + bar / 2}
                cy={upright ? height + 4 : height + foot - 1}
                r={upright ? 1.5 : 1}
              />
            )}
          </g>
        )
      })}
    </svg>
  )
})

interface ClassNameProps {
  readonly name: string
  readonly x: number
  /** Reads upwards, from below the bar. */
  readonly upright: boolean
  readonly predicted: boolean
}

function ClassName({ name, x, upright, predicted }: ClassNameProps) {
  const place = upright
    ? { transform: `translate(${x + 3} ${height + 8}) rotate(-90)` }
    : { x, y: height + 12 }
  return (
    <text className="plot-class" data-upright={upright} data-predicted={predicted} {...place}>
      {name}
    </text>
  )
}

function Outline({ x, top }: { x: number; top: number }) {
  if (height - top < 0.5) return null
  const left = x - 1
  return <path className="plot-probability-before" d={`M${left} ${height}V${top}h${bar + 2}V${height}`} />
}

interface WhiskerProps {
  readonly x: number
  readonly y: (value: number) => number
  readonly mean: number
  readonly deviation: number
}

function Whisker({ x, y, mean, deviation }: WhiskerProps) {
  if (deviation < 0.01) return null // less than a pixel
  const [low, high] = [y(Math.max(0, mean - deviation)), y(Math.min(1, mean + deviation))]
  return <path className="plot-whisker" d={`M${x} ${low}V${high}M${x - 2} ${low}h4M${x - 2} ${high}h4`} />
}

function accessibleName({ label, classes, before, after }: ProbabilityBarsProps): string {
  const stages = [
    before && `${words.before} ${summarizePrediction(before, classes)}`,
    `${words.after} ${summarizePrediction(after, classes)}`,
  ]
  return `${label}: ${stages.filter(Boolean).join('; ')}.`
}

function barText({ classes, before, after }: ProbabilityBarsProps, i: number): string {
  const deviation = after.deviation[i] ?? 0
  const spread = deviation > 0 ? ` ± ${quantityText(deviation)}` : ''
  const was = before ? `${words.before} ${quantityText(before.probabilities[i] ?? 0)}, ` : ''
  return `${classes[i]}: ${was}${words.after} ${quantityText(after.probabilities[i] ?? 0)}${spread}`
}
