import { median } from 'd3-array'
import { type ScaleLinear, scaleLinear } from 'd3-scale'
import { memo, useMemo } from 'react'
import type { Family } from '../domain/catalogue.ts'
import { BottomAxis, leftEdge, ValueGrid } from './Axes.tsx'
import { modelMark, modelStyles } from './modelStyle.ts'
import { aloud, shareText } from './numbers.ts'
import { type Area, useBrush } from './useBrush.ts'
import { words } from './words.ts'

export type { Area } from './useBrush.ts'

export interface ScatterSeries {
  readonly id: string
  readonly label: string
  readonly family: Family
  /** Tells columns of one family apart: 0 is filled, 1 hollow, 2 filled and small. */
  readonly variant?: 0 | 1 | 2
  /** [x, y] */
  readonly points: readonly (readonly [number, number])[]
}

export interface ScatterProps {
  readonly series: readonly ScatterSeries[]
  readonly label: string
  readonly xLabel: string
  readonly yLabel: string
  /** What x would be by chance: a dashed line. */
  readonly chance?: number
  readonly xDomain?: readonly [number, number]
  readonly yDomain?: readonly [number, number]
  /** What is picked out; everything else steps back. */
  readonly area?: Area | null
  /** Absent: the plot only shows. A click gives a small area around it; null lets go. */
  readonly onArea?: (area: Area | null) => void
  readonly legend?: boolean
  readonly width?: number
  readonly height?: number
}

const edge = { top: 24, right: 12, bottom: 34, left: 34 }
const markArea = 22

/** One mark an image and network; images at one place share a mark that grows with their number. */
export function Scatter(props: ScatterProps) {
  const { series, label, xLabel, yLabel, chance, area = null, onArea, legend = true } = props
  const { xDomain = [0, 1], yDomain = [0, 1], width = 320, height = 260 } = props
  const y = scaleLinear(yDomain, [height - edge.bottom, edge.top])
  const left = leftEdge(y, edge.left)
  const x = scaleLinear(xDomain, [left, width - edge.right])
  const brush = useBrush(x, y, onArea)
  return (
    <figure className="plot-chart" data-plot="scatter" data-state="ready">
      <svg
        className="plot"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={spoken(label, series)}
        data-brush={onArea !== undefined}
        {...brush.handlers}
      >
        <title>{label}</title>
        <text className="plot-axis" x={0} y={10}>
          {yLabel}
        </text>
        <ValueGrid y={y} from={left} to={width - edge.right} />
        <BottomAxis x={x} bottom={height - edge.bottom} />
        <text className="plot-axis" x={width - edge.right} y={height - 3} textAnchor="end">
          {xLabel}
        </text>
        {chance !== undefined && <Chance x={x(chance)} top={edge.top} bottom={height - edge.bottom} />}
        {series.map((each) => (
          <Marks
            key={each.id}
            series={each}
            area={area}
            {...{ left, width, height }}
            {...{ x0: xDomain[0], x1: xDomain[1], y0: yDomain[0], y1: yDomain[1] }}
          />
        ))}
        <AreaBox area={brush.moving ?? area} x={x} y={y} />
      </svg>
      {legend && (
        <figcaption>
          <ScatterLegend series={series} />
        </figcaption>
      )}
    </figure>
  )
}

/** The names of the marks, for several plots at once. */
export function ScatterLegend({ series }: { readonly series: readonly Omit<ScatterSeries, 'points'>[] }) {
  return (
    <ul className="plot-legend">
      {series.map(({ id, label, family, variant = 0 }) => (
        <li key={id}>
          <svg className="plot-legend-mark" viewBox="-6 -6 12 12" aria-hidden="true">
            <g style={{ color: modelStyles[family].color }}>
              <path
                className="plot-mark"
                data-hollow={variant === 1}
                d={modelMark(family, areaOf(variant, 2))}
              />
            </g>
          </svg>
          {label}
        </li>
      ))}
    </ul>
  )
}

/** Whether a point lies in an area; every point does when there is none. */
export function isWithin(area: Area | null, [x, y]: readonly [number, number]): boolean {
  return !area || (x >= area.x[0] && x <= area.x[1] && y >= area.y[0] && y <= area.y[1])
}

interface MarksProps {
  readonly series: ScatterSeries
  readonly area: Area | null
  readonly left: number
  readonly width: number
  readonly height: number
  readonly x0: number
  readonly x1: number
  readonly y0: number
  readonly y1: number
}

// only numbers beside the series: a brush that moves must not draw thousands of marks anew
const Marks = memo(function Marks({ series, area, left, width, height, x0, x1, y0, y1 }: MarksProps) {
  const { points, family, variant = 0 } = series
  const places = useMemo(() => {
    const x = scaleLinear([x0, x1], [left, width - edge.right]).clamp(true)
    const y = scaleLinear([y0, y1], [height - edge.bottom, edge.top]).clamp(true)
    return gathered(points, x, y)
  }, [points, left, width, height, x0, x1, y0, y1])
  return (
    <g style={{ color: modelStyles[family].color }} data-series={series.id}>
      {places.map(({ at, point, count }) => (
        <path
          key={at}
          className="plot-point"
          data-hollow={variant === 1}
          data-within={area ? isWithin(area, point) : undefined}
          transform={`translate(${at})`}
          d={modelMark(family, areaOf(variant, count))}
        />
      ))}
    </g>
  )
})

/** Points that fall on one place of the screen, to half a pixel. */
function gathered(points: ScatterSeries['points'], x: Scale, y: Scale) {
  const places = new Map<string, { at: string; point: readonly [number, number]; count: number }>()
  for (const point of points) {
    const at = `${Math.round(2 * x(point[0])) / 2} ${Math.round(2 * y(point[1])) / 2}`
    const known = places.get(at)
    if (known) known.count += 1
    else places.set(at, { at, point, count: 1 })
  }
  return [...places.values()]
}

function areaOf(variant: 0 | 1 | 2, count: number): number {
  return (variant === 2 ? 0.5 : 1) * markArea * Math.min(count, 60) ** 0.7
}

type Scale = ScaleLinear<number, number>

function Chance({ x, top, bottom }: { x: number; top: number; bottom: number }) {
  return (
    <>
      <path className="plot-chance" d={`M${x} ${top}V${bottom}`} />
      <text x={x + 4} y={top + 8}>
        {words.chance}
      </text>
    </>
  )
}

function AreaBox({ area, x, y }: { area: Area | null; x: Scale; y: Scale }) {
  if (!area) return null
  const [left, right] = area.x.map(x) as [number, number]
  const [bottom, top] = area.y.map(y) as [number, number]
  return <rect className="plot-area" x={left} y={top} width={right - left} height={bottom - top} />
}

function spoken(label: string, series: readonly ScatterSeries[]): string {
  const sentences = series.map(({ label: name, points }) => {
    if (points.length === 0) return `${name}: ${words.noData}`
    const middle = (axis: 0 | 1) => shareText(median(points, (point) => point[axis]) ?? 0)
    return words.scatter.series(name, points.length, middle(0), middle(1))
  })
  return aloud(`${label}: ${sentences.join('; ') || words.noData}`)
}
