import { scaleLinear, scaleLog } from 'd3-scale'
import type { Family } from '../domain/catalogue.ts'
import { boxPlot } from '../domain/statistics/boxPlot.ts'
import { leftEdge, ValueGrid } from './Axes.tsx'
import { modelMark, modelStyles } from './modelStyle.ts'
import { aloud, shareText } from './numbers.ts'
import { words } from './words.ts'

/** A network at several numbers of draws. */
export interface DrawsSeries {
  readonly id: string
  readonly label: string
  readonly family: Family
  readonly steps: readonly {
    readonly draws: number
    /** Robustness of every image. */
    readonly values: readonly number[]
    /** The same under the random pattern. */
    readonly control: readonly number[]
  }[]
}

export interface RobustnessByDrawsProps {
  readonly series: readonly DrawsSeries[]
  readonly label: string
  readonly yLabel: string
  /** What robustness would be by chance: a dashed line. */
  readonly chance?: number
  readonly width?: number
  readonly height?: number
}

const edge = { top: 24, right: 16, bottom: 34, left: 34 }
/** Between the marks of networks with as many draws, in pixels. */
const apart = 9

/** Median robustness and the middle half of the images over the number of draws; hollow: under the random pattern. */
export function RobustnessByDraws(props: RobustnessByDrawsProps) {
  const { series, label, yLabel, chance, width = 320, height = 220 } = props
  const counts = [...new Set(series.flatMap(({ steps }) => steps.map(({ draws }) => draws)))].toSorted(
    (a, b) => a - b,
  )
  const y = scaleLinear([0, 1], [height - edge.bottom, edge.top])
  const left = leftEdge(y, edge.left)
  const margin = 8 + (apart * series.length) / 2
  const x = scaleLog([1, Math.max(2, ...counts)], [left + margin, width - edge.right - margin])
  return (
    <figure className="plot-chart" data-plot="robustness-by-draws" data-state="ready">
      <svg className="plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={spoken(label, series)}>
        <title>{label}</title>
        <text className="plot-axis" x={0} y={10}>
          {yLabel}
        </text>
        <ValueGrid y={y} from={left} to={width - edge.right} />
        {chance !== undefined && (
          <path className="plot-chance" d={`M${left} ${y(chance)}H${width - edge.right}`} />
        )}
        {counts.map((draws) => (
          <text key={draws} className="plot-tick" x={x(draws)} y={height - edge.bottom + 14}>
            {draws}
          </text>
        ))}
        <text className="plot-axis" x={width - edge.right} y={height - 3} textAnchor="end">
          {words.byDraws.axis}
        </text>
        {series.map((each, i) => (
          <Network
            key={each.id}
            series={each}
            x={(draws) => x(draws) + apart * (i - (series.length - 1) / 2)}
            y={y}
          />
        ))}
      </svg>
      <figcaption>
        <Legend series={series} />
      </figcaption>
    </figure>
  )
}

interface NetworkProps {
  readonly series: DrawsSeries
  readonly x: (draws: number) => number
  readonly y: (robustness: number) => number
}

function Network({ series: { id, family, steps }, x, y }: NetworkProps) {
  const boxes = steps.map(({ draws, values, control }) => ({
    draws,
    box: boxPlot.compute(values),
    control: boxPlot.compute(control).median,
  }))
  const path = (of: (step: (typeof boxes)[number]) => number) =>
    boxes.map((step, i) => `${i === 0 ? 'M' : 'L'}${x(step.draws)} ${y(of(step))}`).join('')
  return (
    <g style={{ color: modelStyles[family].color }} data-series={id}>
      <path className="plot-line" data-dashed="true" d={path(({ control }) => control)} />
      <path className="plot-line" d={path(({ box }) => box.median)} />
      {boxes.map(({ draws, box, control }) => (
        <g key={draws} transform={`translate(${x(draws)} 0)`}>
          <path className="plot-line" d={`M0 ${y(box.quartiles[0])}V${y(box.quartiles[1])}`} />
          <path
            className="plot-mark"
            data-hollow="true"
            transform={`translate(0 ${y(control)})`}
            d={modelMark(family, 40)}
          />
          <path className="plot-mark" transform={`translate(0 ${y(box.median)})`} d={modelMark(family, 56)} />
        </g>
      ))}
    </g>
  )
}

function Legend({ series }: { series: readonly DrawsSeries[] }) {
  return (
    <ul className="plot-legend">
      {series.map(({ id, label, family }) => (
        <li key={id}>
          <Sign family={family} />
          {label}
        </li>
      ))}
      {series[0] && (
        <li>
          <Sign family={series[0].family} hollow />
          {words.control}
        </li>
      )}
    </ul>
  )
}

function Sign({ family, hollow = false }: { family: Family; hollow?: boolean }) {
  return (
    <svg className="plot-legend-mark" viewBox="-6 -6 12 12" aria-hidden="true">
      <g style={{ color: modelStyles[family].color }}>
        <path className="plot-mark" data-hollow={hollow} d={modelMark(family, 44)} />
      </g>
    </svg>
  )
}

function spoken(label: string, series: readonly DrawsSeries[]): string {
  const sentences = series.flatMap(({ label: name, steps }) =>
    steps.map(({ draws, values, control }) =>
      words.byDraws.step(
        name,
        draws,
        shareText(boxPlot.compute(values).median),
        shareText(boxPlot.compute(control).median),
      ),
    ),
  )
  return aloud(`${label}: ${sentences.join('; ') || words.noData}`)
}
