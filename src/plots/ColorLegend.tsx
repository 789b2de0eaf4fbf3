import { useId } from 'react'
import type { ScaleReach, ScaleScope, SymmetricScale } from '../domain/scale.ts'
import { quantityText, relevanceText } from './numbers.ts'
import { relevanceCss } from './relevanceColor.ts'
import { words } from './words.ts'

export interface ColorLegendProps {
  readonly scope: ScaleScope
  /** The scale to print numbers of; null where every map has its own. */
  readonly scale: SymmetricScale | null
  readonly reach?: ScaleReach
  /** What the range is shared by, e.g. the row's name. */
  readonly of?: string
}

const width = 240
const bar = { x: 18, y: 2, width: width - 36, height: 12 }
const stops = Array.from({ length: 33 }, (_, i) => i / 16 - 1)

/** The diverging scale with its ends, its scope by name, and what is cut off. */
export function ColorLegend({ scope, scale, reach = scale?.reach ?? 'percentile', of }: ColorLegendProps) {
  const gradient = useId()
  const facts = [
    of,
    words.scopeSentence[scope],
    words.reach[reach],
    scale && words.clipped(scale.clipped, scale.count),
  ]
  return (
    <figure className="plot-color-legend" data-plot="legend" data-scope={scope}>
      <svg className="plot" viewBox={`0 0 ${width} 30`} role="img" aria-label={accessibleName(scale)}>
        <title>{words.legend}</title>
        <linearGradient id={gradient}>
          {stops.map((stop) => (
            <stop key={stop} offset={(stop + 1) / 2} stopColor={relevanceCss(stop)} />
          ))}
        </linearGradient>
        <rect {...bar} fill={`url(#${gradient})`} />
        {scale && scale.clipped > 0 && <Ends />}
        <rect className="plot-legend-frame" {...bar} />
        {[-1, -0.5, 0, 0.5, 1].map((at) => (
          <Tick key={at} at={at} text={tickText(at, scale)} />
        ))}
      </svg>
      <figcaption>{facts.filter(Boolean).join(' · ')}</figcaption>
    </figure>
  )
}

/** Arrowheads beyond the bar: there are values out there. */
function Ends() {
  const middle = bar.y + bar.height / 2
  const right = bar.x + bar.width
  return (
    <>
      <path
        d={`M${bar.x - 1} ${bar.y}L${bar.x - 9} ${middle}L${bar.x - 1} ${bar.y + bar.height}z`}
        fill={relevanceCss(-1)}
      />
      <path
        d={`M${right + 1} ${bar.y}L${right + 9} ${middle}L${right + 1} ${bar.y + bar.height}z`}
        fill={relevanceCss(1)}
      />
    </>
  )
}

function Tick({ at, text }: { at: number; text: string }) {
  const x = bar.x + ((at + 1) / 2) * bar.width
  return (
    <>
      <line className="plot-base" x1={x} x2={x} y1={bar.y + bar.height} y2={bar.y + bar.height + 3} />
      <text className="plot-tick" x={x} y={28}>
        {text}
      </text>
    </>
  )
}

function tickText(at: number, scale: SymmetricScale | null): string {
  if (Math.abs(at) === 0.5) return ''
  if (scale) return relevanceText(at * scale.max)
  return at === 0 ? '0' : at < 0 ? '−max' : '+max'
}

function accessibleName(scale: SymmetricScale | null): string {
  const range = scale ? `${quantityText(-scale.max)} to ${quantityText(scale.max)}` : '−max to +max'
  return `${words.legend}: ${range}, blue ${words.opposes}, red ${words.supports}`
}
