import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { BottomAxis, leftEdge, ValueGrid } from './Axes.tsx'
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
  /** Where something happened: a dashed line from top to bottom. */
  readonly events?: readonly { readonly at: number; readonly label: string }[]
  /** The series to look at; the others step back. */
  readonly lit?: string | null
  /** Whether the lines are named below; without, their names are only spoken. */
  readonly legend?: boolean
  readonly width?: number
  readonly height?: number
}

const edge = { top: 22, right: 8, bottom: 30, left: 44 }
/** Height of the line that names events. */
const eventRow = 12

/** A few lines over one pair of axes, named below. */
export function LineChart(props: LineChartProps) {
  const { series, label, xLabel, yLabel, yDomain, events = [], lit, legend = series.length > 1 } = props
  const { width = 320, height = 180 } = props
  const points = series.flatMap((each) => each.points).filter(([, y]) => Number.isFinite(y))
  const top = edge.top + (events.length > 0 ? eventRow : 0)
  const y = scaleLinear(yDomain ?? span(points.map(([, at]) => at)), [height - edge.bottom, top])
  if (!yDomain) y.nice(4)
  const left = leftEdge(y, edge.left)
  const x = scaleLinear(span(points.map(([at]) => at)), [left, width - edge.right])
  const side = (at: number) => (at < 0.7 * width ? 1 : -1)
  const path = line<readonly [number, number]>(
    ([at]) => x(at),
    ([, at]) => y(at),
  ).defined(([, at]) => Number.isFinite(at))
  return (
    <figure className="plot-chart" data-plot="lines" data-state="ready">
      <svg className="plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={accessibleName(props)}>
        <title>{label}</title>
        <text className="plot-axis" x={0} y={10}>
          {yLabel}
        </text>
        <ValueGrid y={y} from={left} to={width - edge.right} />
        <BottomAxis x={x} bottom={height - edge.bottom} />
        <text className="plot-axis" x={width - edge.right} y={height - 3} textAnchor="end">
          {xLabel}
        </text>
        {events.map(({ at, label: name }) => (
          <g key={name}>
            <path className="plot-chance" d={`M${x(at)} ${edge.top - 4}V${height - edge.bottom}`} />
            <text
              x={x(at)}
              dx={4 * side(x(at))}
              y={edge.top + 5}
              textAnchor={side(x(at)) > 0 ? 'start' : 'end'}
            >
              {name}
            </text>
          </g>
        ))}
        {series.map(({ id, points: of, color, dashed }) => (
          <path
            key={id}
            className="plot-line"
            data-dashed={dashed}
            data-lit={lit == null ? undefined : lit === id}
            style={color ? { color } : {}}
            d={path(of as [number, number][]) ?? ''}
          />
        ))}
      </svg>
      {legend && (
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
