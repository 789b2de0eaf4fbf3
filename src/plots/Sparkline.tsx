import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { quantityText } from './numbers.ts'

export interface SparklineProps {
  readonly values: readonly number[]
  readonly label: string
  readonly color?: string
  readonly width?: number
  readonly height?: number
}

/** A line the size of a word; its last value is marked. */
export function Sparkline({ values, label, color, width = 64, height = 16 }: SparklineProps) {
  const known = values.filter(Number.isFinite)
  const [low = 0, high = 1] = extent(known)
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [2, width - 3])
  const y = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [height - 2, 2])
  const path = line<number>(
    (_, i) => x(i),
    (value) => y(value),
  ).defined(Number.isFinite)
  const last = values.at(-1)
  const ends = last === undefined ? 'no data' : `from ${quantityText(values[0]!)} to ${quantityText(last)}`
  return (
    <svg
      className="plot-sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${label}: ${ends}`}
      style={color ? { color } : {}}
    >
      <path className="plot-line" d={path([...values]) ?? ''} />
      {last !== undefined && Number.isFinite(last) && (
        <circle className="plot-mark" cx={x(values.length - 1)} cy={y(last)} r={2} />
      )}
    </svg>
  )
}
