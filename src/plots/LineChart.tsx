import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { quantityText } from './numbers.ts'

export interface Series {
  readonly id: string
  readonly label: string
  /** [x, y]; a y that is not finite breaks the line. */
  readonly points: readonly (readonly [number, number])[]
  readonly color?: string
  readonly dashed?: boolean
}

export interface LineChartProps {
  readonly series: readonly Series[]
  readonly label: string
  readonly xLabel: string
  readonly yLabel: string
  readonly yDomain?: readonly [number, number]
  readonly width?: number
  readonly height?: number
}

const margin = { top: 22, right: 8, bottom: 30, left: 44 }

/** A few lines over one pair of axes, named where they end. */
export function LineChart(props: LineChartProps) {
  const { series, label, xLabel, yLabel, yDomain, width = 320, height = 180 } = props
  const points = series.flatMap((each) => each.points).filter(([, y]) => Number.isFinite(y))
  const x = scaleLinear(span(points.map(([at]) => at)), [margin.left, width - margin.right])
  const y = scaleLinear(yDomain ?? span(points.map(([, at]) => at)), [height - margin.bottom, margin.top])
  if (!yDomain) y.nice(4)
  const path = line<readonly [number, number]>(
    ([at]) => x(at),
    ([, at]) => y(at),
  ).defined(([, at]) => Number.isFinite(at))
  return (
    <figure className="plot-chart" data-plot="lines">
      <svg className="plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={accessibleName(props)}>
        <title>{label}</title>
        <text className="plot-axis" x={0} y={10}>
          {yLabel}
        </text>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line
              className="plot-grid"
              x1={margin.left}
              x2={width - margin.right}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text className="plot-tick" data-axis="y" x={margin.left - 6} y={y(tick) + 4}>
              {quantityText(tick)}
            </text>
          </g>
        ))}
        {x.ticks(5).map((tick) => (
          <text key={tick} className="plot-tick" x={x(tick)} y={height - margin.bottom + 14}>
            {quantityText(tick)}
          </text>
        ))}
        <text className="plot-axis" x={width - margin.right} y={height - 3} textAnchor="end">
          {xLabel}
        </text>
        {series.map(({ id, points: of, color, dashed }) => (
          <path
            key={id}
            className="plot-line"
            data-dashed={dashed}
            style={color ? { color } : {}}
            d={path(of as [number, number][]) ?? ''}
          />
        ))}
      </svg>
      {series.length > 1 && (
        <figcaption>
          <Names series={series} />
        </figcaption>
      )}
    </figure>
  )
}

function Names({ series }: { series: readonly Series[] }) {
  return (
    <ul className="plot-legend">
      {series.map(({ id, label, color, dashed }) => (
        <li key={id}>
          <svg
            className="plot-legend-line"
            viewBox="0 0 16 4"
            aria-hidden="true"
            style={color ? { color } : {}}
          >
            <path className="plot-line" data-dashed={dashed} d="M0 2H16" />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  )
}

function accessibleName({ label, series }: LineChartProps): string {
  const ends = series.map(({ label: name, points }) => {
    const [first, last] = [points[0], points.at(-1)]
    return first && last
      ? `${name} from ${quantityText(first[1])} to ${quantityText(last[1])}`
      : `${name}: no data`
  })
  return `${label}: ${ends.join('; ')}`
}

function span(values: readonly number[]): [number, number] {
  const [low, high] = extent(values)
  if (low === undefined || high === undefined) return [0, 1]
  return low === high ? [low - 0.5, high + 0.5] : [low, high]
}
