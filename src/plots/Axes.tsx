import type { ScaleLinear } from 'd3-scale'

/** Width of a digit in an axis label. */
const digit = 5.8

interface ValueGridProps {
  readonly y: ScaleLinear<number, number>
  readonly from: number
  readonly to: number
  readonly count?: number
}

/** A line and a number for every few units of a vertical scale. */
export function ValueGrid({ y, from, to, count = 4 }: ValueGridProps) {
  const text = y.tickFormat(count)
  return y.ticks(count).map((tick) => (
    <g key={tick}>
      <line className="plot-grid" x1={from} x2={to} y1={y(tick)} y2={y(tick)} />
      <text className="plot-tick" data-axis="y" x={from - 6} y={y(tick) + 4}>
        {text(tick)}
      </text>
    </g>
  ))
}

interface BottomAxisProps {
  readonly x: ScaleLinear<number, number>
  /** Where the plot ends, in units of the drawing. */
  readonly bottom: number
  readonly count?: number
}

/** The numbers below a horizontal scale. */
export function BottomAxis({ x, bottom, count = 5 }: BottomAxisProps) {
  const text = x.tickFormat(count)
  return x.ticks(count).map((tick) => (
    <text key={tick} className="plot-tick" x={x(tick)} y={bottom + 14}>
      {text(tick)}
    </text>
  ))
}

/** Room for the widest label of a vertical scale; at least `least`. */
export function leftEdge(y: ScaleLinear<number, number>, least: number, count = 4): number {
  const text = y.tickFormat(count)
  const longest = Math.max(0, ...y.ticks(count).map((tick) => text(tick).length))
  return Math.max(least, 10 + digit * longest)
}
