import { max, median } from 'd3-array'
import { type ScaleLinear, scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { useMemo } from 'react'
import { type KernelDensity, kernelDensity } from '../domain/statistics/kernelDensity.ts'
import { BottomAxis } from './Axes.tsx'
import { aloud, shareText, signedText } from './numbers.ts'
import { words } from './words.ts'

export interface DensityCurve {
  readonly id: string
  readonly label: string
  readonly values: readonly number[]
  readonly color: string
  /** Lengths of dashes and gaps, so that curves of one color stay apart. */
  readonly dash?: string
}

/** A value that somebody else reported, to compare with. */
export interface DensityMark {
  readonly at: number
  readonly label: string
  readonly color: string
}

export interface DensitiesProps {
  readonly curves: readonly DensityCurve[]
  readonly label: string
  readonly xLabel: string
  /** Shared by plots that compare; absent: what the curves need. */
  readonly domain?: readonly [low: number, high: number]
  /** Density at the upper edge; absent: the highest curve's. */
  readonly top?: number
  /** A level to compare with: chance, or no difference, the default. */
  readonly level?: number
  /** The values are differences, said with their sign. */
  readonly signed?: boolean
  readonly marks?: readonly DensityMark[]
  readonly legend?: boolean
  readonly width?: number
  readonly height?: number
}

const edge = { top: 8, right: 8, bottom: 32, left: 8 }

/** Where the values of several samples lie: smooth outlines over one axis. */
export function Densities(props: DensitiesProps) {
  const { curves, label, xLabel, domain, top, level = 0, marks = [], legend = true } = props
  const { signed = false, width = 320, height = 150 } = props
  const drawn = useMemo(
    () => curves.map((curve) => ({ ...curve, ...kernelDensity.compute(curve.values) })),
    [curves],
  )
  const x = scaleLinear(domain ?? densityDomain(drawn), [edge.left, width - edge.right])
  const y = scaleLinear([0, top ?? densityTop(drawn)], [height - edge.bottom, edge.top])
  const [low, high] = x.domain() as [number, number]
  return (
    <figure className="plot-chart" data-plot="densities" data-state="ready">
      <svg
        className="plot"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={spoken(label, drawn, signed ? signedText : shareText)}
      >
        <title>{label}</title>
        {level >= low && level <= high && (
          <path className="plot-chance" d={`M${x(level)} ${edge.top}V${y(0)}`} />
        )}
        {drawn.map((curve) => (
          <Curve key={curve.id} curve={curve} x={x} y={y} />
        ))}
        {marks.map(({ at, label: name, color }) => (
          <path key={`${name} ${at}`} className="plot-reported" style={{ color }} d={notch(x(at), y(0))}>
            <title>{name}</title>
          </path>
        ))}
        <path className="plot-base" d={`M${edge.left} ${y(0)}H${width - edge.right}`} />
        <BottomAxis x={x} bottom={height - edge.bottom} />
        <text className="plot-axis" x={width - edge.right} y={height - 3} textAnchor="end">
          {xLabel}
        </text>
      </svg>
      {legend && (
        <figcaption>
          <DensityLegend curves={curves} />
        </figcaption>
      )}
    </figure>
  )
}

/** The names of the curves, for several plots at once. */
export function DensityLegend({ curves }: { readonly curves: readonly Omit<DensityCurve, 'values'>[] }) {
  return (
    <ul className="plot-legend">
      {curves.map(({ id, label, color, dash }) => (
        <li key={id}>
          <svg className="plot-legend-line" viewBox="0 0 16 4" aria-hidden="true" style={{ color }}>
            <path className="plot-line" strokeDasharray={dash} d="M0 2H16" />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  )
}

type Drawn = DensityCurve & KernelDensity

function Curve({
  curve,
  x,
  y,
}: {
  curve: Drawn
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
}) {
  const { grid, density, color, dash, values } = curve
  const [low, high] = x.domain() as [number, number]
  const points = grid.flatMap((at, i) => (at >= low && at <= high ? [[at, density[i]!] as const] : []))
  // a sample that does not vary has no density: all of it stands on one line
  if (grid.length === 0)
    return (
      <path
        className="plot-line"
        style={{ color }}
        strokeDasharray={dash}
        d={`M${x(values[0]!)} ${y(0)}V${edge.top}`}
      />
    )
  const outline = line<readonly [number, number]>(
    ([at]) => x(at),
    ([, value]) => y(value),
  )
  const filling = area<readonly [number, number]>(
    ([at]) => x(at),
    y(0),
    ([, value]) => y(value),
  )
  return (
    <g style={{ color }} data-curve={curve.id}>
      <path className="plot-filling" d={filling(points) ?? ''} />
      <path className="plot-line" strokeDasharray={dash} d={outline(points) ?? ''} />
    </g>
  )
}

/** The values at which the curves have come down, together. */
export function densityDomain(samples: readonly Pick<DensityCurve, 'values'>[]): [number, number] {
  const reach = samples.map(({ values }) => {
    const { grid } = kernelDensity.compute(values)
    return grid.length > 0
      ? ([grid[0]!, grid.at(-1)!] as const)
      : ([values[0]! - 0.1, values[0]! + 0.1] as const)
  })
  return [Math.min(0, ...reach.map(([low]) => low)), Math.max(0, ...reach.map(([, high]) => high))]
}

/** The highest density of several curves. */
export function densityTop(curves: readonly Pick<KernelDensity, 'density'>[]): number {
  return max(curves, ({ density }) => max(density)) ?? 1
}

/** A small triangle that stands on the axis. */
function notch(x: number, base: number): string {
  return `M${x} ${base - 1}l-4 -7h8z`
}

function spoken(label: string, curves: readonly Drawn[], say: (value: number) => string): string {
  const sentences = curves.map(({ label: name, values, grid, density }) => {
    const peak = grid[density.indexOf(max(density) ?? 0)] ?? values[0]!
    return words.densities.curve(name, say(median(values) ?? 0), say(peak), values.length)
  })
  return aloud(`${label}: ${sentences.join('; ') || words.noData}`)
}
