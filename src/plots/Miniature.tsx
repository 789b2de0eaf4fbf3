import { extent, max } from 'd3-array'
import { type ScaleLinear, scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { useCallback } from 'react'
import { position, type SymmetricScale } from '../domain/scale.ts'
import { boxPlot } from '../domain/statistics/boxPlot.ts'
import { kernelDensity } from '../domain/statistics/kernelDensity.ts'
import { relevanceColor } from './relevanceColor.ts'

/** What a figure shows, in its colors and without its words. */
export type MiniatureOf =
  | { readonly kind: 'densities' | 'boxes'; readonly samples: readonly MiniSample[] }
  | { readonly kind: 'scatter'; readonly samples: readonly MiniCloud[] }
  | {
      readonly kind: 'map'
      /** Relevance, one number a pixel. */
      readonly values: Float32Array
      readonly scale: SymmetricScale
      /** Pixels. */
      readonly width: number
    }

export interface MiniSample {
  readonly id: string
  readonly color: string
  readonly values: readonly number[]
}

export interface MiniCloud {
  readonly id: string
  readonly color: string
  /** [x, y] in [0, 1] */
  readonly points: readonly (readonly [number, number])[]
}

const [width, height] = [28, 22]

/** A figure as small as a word: real data or nothing. */
export function Miniature({ of }: { of: MiniatureOf }) {
  if (of.kind === 'map') return <TinyMap {...of} />
  return (
    <svg
      className="plot-miniature"
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      data-miniature={of.kind}
    >
      <Drawn of={of} />
    </svg>
  )
}

function Drawn({ of }: { of: Exclude<MiniatureOf, { readonly kind: 'map' }> }) {
  switch (of.kind) {
    case 'densities':
      return <Densities samples={of.samples} />
    case 'boxes':
      return <Boxes samples={of.samples} />
    case 'scatter':
      return of.samples.map(({ id, color, points }) => (
        <path key={id} className="plot-miniature-points" style={{ color }} d={points.map(dot).join('')} />
      ))
    default:
      return of satisfies never
  }
}

function Densities({ samples }: { samples: readonly MiniSample[] }) {
  // a single image far out would leave the others no room
  const [low = 0, high = 1] = extent([
    0,
    ...samples.flatMap(({ values }) => boxPlot.compute(values).whiskers),
  ])
  const x = scaleLinear([low, high], [1, width - 1])
  const grid = x.ticks(40)
  const curves = samples.map((sample) => ({
    ...sample,
    density: kernelDensity.compute(sample.values, grid).density,
  }))
  const y = scaleLinear([0, max(curves, ({ density }) => max(density)) || 1], [height - 1, 2])
  const outline = line<number>((_, i) => x(grid[i]!), y)
  return (
    <>
      <path className="plot-chance" d={`M${x(0)} 1V${height - 1}`} />
      {curves.map(({ id, color, density }) => (
        <path key={id} className="plot-line" style={{ color }} d={outline(density) ?? ''} />
      ))}
    </>
  )
}

function Boxes({ samples }: { samples: readonly MiniSample[] }) {
  const boxes = samples.map((sample) => ({ ...sample, ...boxPlot.compute(sample.values) }))
  const y = scaleLinear(extent([0, ...boxes.flatMap(({ quartiles }) => quartiles)]) as [number, number], [
    height - 2,
    2,
  ])
  const slot = width / Math.max(1, boxes.length)
  return (
    <>
      <path className="plot-chance" d={`M0 ${y(0)}H${width}`} />
      {boxes.map((box, i) => (
        <OneBox key={box.id} {...box} y={y} from={(i + 0.15) * slot} to={(i + 0.85) * slot} />
      ))}
    </>
  )
}

interface OneBoxProps {
  readonly color: string
  readonly median: number
  readonly quartiles: readonly [number, number]
  readonly y: ScaleLinear<number, number>
  readonly from: number
  readonly to: number
}

function OneBox({ color, median, quartiles: [low, high], y, from, to }: OneBoxProps) {
  return (
    <g style={{ color }}>
      <rect
        className="plot-miniature-box"
        x={from}
        y={y(high)}
        width={to - from}
        height={Math.max(0.5, y(low) - y(high))}
      />
      <path className="plot-line" d={`M${from} ${y(median)}H${to}`} />
    </g>
  )
}

/** A line too short to be one: its round end is the dot, and a thousand of them are one element. */
function dot([x, y]: readonly [number, number]): string {
  return `M${(1 + x * (width - 2)).toFixed(1)} ${(height - 1 - y * (height - 2)).toFixed(1)}h.01`
}

function TinyMap({ values, scale, width: columns }: Extract<MiniatureOf, { readonly kind: 'map' }>) {
  const rows = values.length / columns
  const paint = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      const pixels = new Uint8ClampedArray(4 * values.length).fill(255)
      values.forEach((value, i) => {
        pixels.set(relevanceColor(position(scale, value)), 4 * i)
      })
      canvas?.getContext('2d')?.putImageData(new ImageData(pixels, columns, rows), 0, 0)
    },
    [values, scale, columns, rows],
  )
  return <canvas ref={paint} className="plot-miniature" width={columns} height={rows} data-miniature="map" />
}
