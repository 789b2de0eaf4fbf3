import { scaleLinear, scaleLog } from 'd3-scale'
import type { Family } from '../domain/catalogue.ts'
import type { ReliabilityBin } from '../domain/modelCard.ts'
import { wilsonInterval } from '../domain/wilson.ts'
import { modelMark, modelStyles } from './modelStyle.ts'
import { percentText } from './numbers.ts'
import { words } from './words.ts'

export interface ReliabilityDiagramProps {
  readonly bins: readonly ReliabilityBin[]
  readonly family: Family
  readonly label: string
}

const [left, right, top, side, gap, bars] = [44, 320, 22, 262, 10, 36]
/** Half of the last label stands beyond the axis. */
const overhang = 14
const base = top + side + gap + bars
const x = scaleLinear([0, 1], [left, right - overhang])
const y = scaleLinear([0, 1], [top + side, top])
const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]

/** Accuracy over confidence, bin by bin with 95 % intervals; below, how many images each bin holds. */
export function ReliabilityDiagram({ bins, family, label }: ReliabilityDiagramProps) {
  const filled = bins.filter((bin) => bin.count > 0)
  return (
    <svg
      className="plot"
      viewBox={`0 0 ${right} ${base + 30}`}
      role="img"
      aria-label={accessibleName(filled, label)}
      data-plot="reliability"
      data-state="ready"
    >
      <text x={0} y={10}>
        {words.reliability.accuracy}
      </text>
      {ticks.map((tick) => (
        <g key={tick}>
          <path className="plot-grid" d={`M${x(0)} ${y(tick)}H${x(1)}`} />
          <text className="plot-tick" data-axis="y" x={left - 6} y={y(tick) + 4}>
            {percentText(tick)}
          </text>
          <text className="plot-tick" x={x(tick)} y={base + 14}>
            {percentText(tick)}
          </text>
        </g>
      ))}
      <path className="plot-chance" d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} />
      <g style={{ color: modelStyles[family].color }}>
        {filled.map((bin) => (
          <Accuracy key={bin.from} bin={bin} family={family} />
        ))}
        <Counts bins={filled} />
      </g>
      <text className="plot-tick" data-axis="y" x={left - 6} y={base}>
        {words.reliability.images}
      </text>
      <text x={right - overhang} y={base + 27} textAnchor="end">
        {words.reliability.confidence}
      </text>
    </svg>
  )
}

function Accuracy({ bin, family }: { bin: ReliabilityBin; family: Family }) {
  const [low, high] = wilsonInterval(bin.accuracy, bin.count)
  return (
    <g>
      <path className="plot-line" d={`M${x(bin.confidence)} ${y(low)}V${y(high)}`} />
      <path
        className="plot-mark"
        transform={`translate(${x(bin.confidence)} ${y(bin.accuracy)})`}
        d={modelMark(family, 56)}
      />
    </g>
  )
}

/** Bars on a logarithmic scale: nearly all images of a confident network are in one bin. */
function Counts({ bins }: { bins: readonly ReliabilityBin[] }) {
  const most = Math.max(...bins.map((bin) => bin.count), 1)
  const height = scaleLog([0.5, Math.max(most, 1)], [0, bars])
  return (
    <>
      {bins.map(({ from, to, count }) => (
        <rect
          key={from}
          className="plot-count"
          x={x(from) + 0.5}
          width={Math.max(0, x(to) - x(from) - 1)}
          y={base - height(count)}
          height={height(count)}
        />
      ))}
      <path className="plot-base" d={`M${x(0)} ${base}H${x(1)}`} />
    </>
  )
}

function accessibleName(bins: readonly ReliabilityBin[], label: string): string {
  const images = bins.reduce((sum, bin) => sum + bin.count, 0)
  const fullest = bins.toSorted((a, b) => b.count - a.count)[0]
  if (!fullest) return `${label}: ${words.noData}`
  const { count, confidence, accuracy } = fullest
  return `${label}: ${words.reliability.fullest(
    percentText(count / images, 1),
    percentText(confidence, 1),
    percentText(accuracy, 1),
  )}`
}
