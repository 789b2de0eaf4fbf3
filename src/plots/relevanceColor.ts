import { interpolateLab, piecewise } from 'd3-interpolate'

/** Zero relevance, and the paper every map lies on, in light and in dark mode. */
export const paperWhite = '#f8f8f6'

// CIELAB lightness 82.1, 66.8, 51.4, 36 on both arms: as much red as blue is as much darker.
const red = ['#f7beb3', '#ef8372', '#d24a3e', '#9a2a23']
const blue = ['#bacef1', '#7aa6e7', '#3c7ec9', '#01589a']

const ramp = piecewise(interpolateLab, [...[...blue].reverse(), paperWhite, ...red])

/** Entries on either side of zero. */
const half = 255

/** [red, green, blue] for every step of the scale; the middle one is paper-white itself. */
const table: readonly (readonly [number, number, number])[] = Array.from({ length: 2 * half + 1 }, (_, i) =>
  channels(i === half ? paperWhite : ramp(i / (2 * half))),
)

/** The color of a position in [-1, 1] on a symmetric scale: blue, paper-white at 0, red. */
export function relevanceColor(position: number): readonly [number, number, number] {
  const clamped = Math.max(-1, Math.min(1, position)) || 0
  return table[Math.round(clamped * half) + half]!
}

/** The same as CSS text. */
export function relevanceCss(position: number): string {
  return `rgb(${relevanceColor(position).join(', ')})`
}

function channels(color: string): readonly [number, number, number] {
  const hex = /^#(..)(..)(..)$/.exec(color)
  const numbers = hex
    ? hex.slice(1).map((pair) => Number.parseInt(pair, 16))
    : (color.match(/\d+/g) ?? []).map(Number)
  return [numbers[0]!, numbers[1]!, numbers[2]!]
}
