import { extent } from 'd3-array'
import { type ScaleLinear, scaleLinear } from 'd3-scale'
import { symbol, symbolDiamond } from 'd3-shape'
import { type BoxPlot, boxPlot } from '../domain/statistics/boxPlot.ts'
import { leftEdge, ValueGrid } from './Axes.tsx'
import { aloud, shareText, signedText } from './numbers.ts'
import { words } from './words.ts'

export interface Box {
  readonly id: string
  readonly label: string
  readonly values: readonly number[]
  readonly color: string
  /** What somebody else reported for the same box: drawn beside it as a thin line with its own median. */
  readonly reported?: { readonly median: number; readonly quartiles?: readonly [number, number] }
  /** Median under the random pattern: a hollow diamond. */
  readonly control?: number
  /** Written above the box: the stars of a test. */
  readonly note?: string
}

export interface BoxGroup {
  readonly id: string
  readonly label: string
  readonly boxes: readonly Box[]
}

export interface BoxPlotsProps {
  readonly groups: readonly BoxGroup[]
  readonly label: string
  readonly yLabel: string
  /** Shared by plots that compare; absent: what the values need. */
  readonly domain?: readonly [low: number, high: number]
  /** A level to compare with: chance, or no difference. */
  readonly level?: number
  /** The values are differences, said with their sign. */
  readonly signed?: boolean
  readonly legend?: boolean
  readonly width?: number
  readonly height?: number
}

const edge = { top: 30, right: 6, bottom: 20, left: 30 }
const widestBox = 26
/** As large as in the plots: a sign must be known again. */
const legendBox = '0 0 20 18'

/** Boxes side by side in groups: median, quartiles, whiskers to 1.5 box lengths, what lies beyond as dots. */
export function BoxPlots(props: BoxPlotsProps) {
  const { groups, label, yLabel, domain, level, signed = false, legend = true } = props
  const { width = 320, height = 200 } = props
  const y = scaleLinear(domain ?? boxDomain(groups), [height - edge.bottom, edge.top])
  const left = leftEdge(y, edge.left)
  const right = width - edge.right
  const slot = (right - left) / Math.max(1, groups.length)
  const [low, high] = y.domain() as [number, number]
  return (
    <figure className="plot-chart" data-plot="boxes" data-state="ready">
      <svg
        className="plot"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={spoken(label, groups, signed ? signedText : shareText)}
      >
        <title>{label}</title>
        <text className="plot-axis" x={0} y={10}>
          {yLabel}
        </text>
        <ValueGrid y={y} from={left} to={right} />
        {level !== undefined && level >= low && level <= high && (
          <path className="plot-chance" d={`M${left} ${y(level)}H${right}`} />
        )}
        {groups.map((group, i) => (
          <Group key={group.id} group={group} y={y} from={left + i * slot} slot={slot} bottom={height} />
        ))}
      </svg>
      {legend && (
        <figcaption>
          <BoxLegend groups={groups} />
        </figcaption>
      )}
    </figure>
  )
}

/** The names of the boxes and of the signs beside them, for several plots at once. */
export function BoxLegend({ groups }: { readonly groups: readonly BoxGroup[] }) {
  const boxes = groups.flatMap((group) => group.boxes)
  const named = boxes.filter(({ label }, i) => boxes.findIndex((box) => box.label === label) === i)
  return (
    <ul className="plot-legend">
      {named.map(({ label, color }) => (
        <li key={label}>
          <svg className="plot-legend-box" viewBox={legendBox} aria-hidden="true" style={{ color }}>
            <path className="plot-box-whisker" d="M10 1V4M10 15V18" />
            <rect className="plot-box" x={3} y={4} width={14} height={11} />
            <path className="plot-box-median" d="M3 9H17" />
          </svg>
          {label}
        </li>
      ))}
      {boxes.some(({ reported }) => reported) && (
        <li>
          <svg className="plot-legend-box" viewBox={legendBox} aria-hidden="true">
            <path className="plot-reported-range" d="M10 2V17M7 9H13" />
          </svg>
          {words.boxes.reported}
        </li>
      )}
      {boxes.some(({ control }) => control !== undefined) && (
        <li>
          <svg className="plot-legend-box" viewBox={legendBox} aria-hidden="true">
            <path className="plot-mark" data-hollow="true" transform="translate(10 9)" d={diamond} />
          </svg>
          {words.control}
        </li>
      )}
    </ul>
  )
}

interface GroupProps {
  readonly group: BoxGroup
  readonly y: ScaleLinear<number, number>
  readonly from: number
  readonly slot: number
  readonly bottom: number
}

function Group({ group, y, from, slot, bottom }: GroupProps) {
  const share = (slot * 0.84) / Math.max(1, group.boxes.length)
  const first = from + slot / 2 - (share * (group.boxes.length - 1)) / 2
  return (
    <g data-group={group.id}>
      {group.boxes.map((box, i) => (
        <OneBox
          key={box.id}
          box={box}
          y={y}
          at={first + i * share}
          width={Math.min(widestBox, share * 0.56)}
        />
      ))}
      <text className="plot-tick" x={from + slot / 2} y={bottom - 5}>
        {group.label}
      </text>
    </g>
  )
}

const dot = 1.1
const diamond = symbol(symbolDiamond, 26)() ?? ''

function OneBox({ box, y, at, width }: { box: Box; y: GroupProps['y']; at: number; width: number }) {
  const { color, note, reported, control } = box
  const { median, quartiles, whiskers, outliers } = boxPlot.compute(box.values)
  const [top, bottom] = [y(quartiles[1]), y(quartiles[0])]
  const [left, right] = [at - width / 2, at + width / 2]
  return (
    <g style={{ color }} data-box={box.id}>
      <path
        className="plot-box-whisker"
        d={`M${at} ${bottom}V${y(whiskers[0])}M${at} ${top}V${y(whiskers[1])}`}
      />
      <rect className="plot-box" x={left} y={top} width={width} height={Math.max(0, bottom - top)} />
      <path className="plot-box-median" d={`M${left} ${y(median)}H${right}`} />
      {[...new Set(outliers)].map((value) => (
        <circle key={value} className="plot-box-outlier" cx={at} cy={y(value)} r={dot} />
      ))}
      {reported && <Reported {...reported} y={y} at={right + 4} />}
      {control !== undefined && (
        <path
          className="plot-mark"
          data-hollow="true"
          transform={`translate(${left - 5} ${y(control)})`}
          d={diamond}
        />
      )}
      {note && (
        <text className="plot-tick" x={at} y={edge.top - 6}>
          {note}
        </text>
      )}
    </g>
  )
}

function Reported({
  median,
  quartiles,
  y,
  at,
}: NonNullable<Box['reported']> & { y: GroupProps['y']; at: number }) {
  const range = quartiles ? `M${at} ${y(quartiles[0])}V${y(quartiles[1])}` : ''
  return <path className="plot-reported-range" d={`${range}M${at - 3} ${y(median)}h6`} />
}

/** From the smallest to the largest of everything that is drawn, rounded outward; 0 is always in it. */
export function boxDomain(groups: readonly BoxGroup[]): [number, number] {
  const boxes = groups.flatMap((group) => group.boxes)
  const values = boxes.flatMap(({ values: own, reported, control }) => [
    ...own,
    ...(reported?.quartiles ?? []),
    ...(reported ? [reported.median] : []),
    ...(control === undefined ? [] : [control]),
  ])
  const [low = 0, high = 1] = extent([0, ...values])
  return scaleLinear([low, high === low ? low + 1 : high], [0, 1])
    .nice(4)
    .domain() as [number, number]
}

type Say = (value: number) => string

function spoken(label: string, groups: readonly BoxGroup[], say: Say): string {
  const boxes = groups.flatMap((group) =>
    group.boxes.map((box) => sentence(`${group.label}, ${box.label}`, boxPlot.compute(box.values), box, say)),
  )
  return aloud(`${label}: ${boxes.join('; ') || words.noData}`)
}

function sentence(name: string, { median, quartiles }: BoxPlot, { note }: Box, say: Say): string {
  const [low, high] = quartiles
  const text = words.boxes.box(name, say(median), say(low), say(high))
  return note ? `${text}, ${note}` : text
}
