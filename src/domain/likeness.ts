import { inkBox } from './digit.ts'
import type { Picture } from './image.ts'

/** Simple facts of a 28 × 28 digit that a drawing easily gets wrong. */
export interface DigitMeasures {
  /** Mean gray level. */
  readonly ink: number
  /** Pixels: twice the area of the ink over the length of its outline. */
  readonly strokeWidth: number
  /** Width over height of the ink's box. */
  readonly aspect: number
}

export type DigitMeasure = keyof DigitMeasures

export const digitMeasures: readonly DigitMeasure[] = ['ink', 'strokeWidth', 'aspect']

/** The percents at which `testSetPercentiles` were taken. */
export const measuredPercentiles = [0.5, 5, 25, 50, 75, 95, 99.5] as const

// npx tsx tests/domain/printDigitMeasures.ts (MNIST's 10,000 test images)
/** Of each measure over the test set. */
export const testSetPercentiles: Readonly<Record<DigitMeasure, readonly number[]>> = {
  ink: [0.044, 0.066, 0.101, 0.129, 0.159, 0.209, 0.27],
  strokeWidth: [1.386, 1.671, 2.052, 2.399, 2.821, 3.664, 4.722],
  aspect: [0.2, 0.4, 0.7, 0.8, 0.95, 1.111, 1.429],
}

/** Where one measure of a drawing lies among the test images. */
export interface Likeness {
  readonly measure: DigitMeasure
  readonly value: number
  /** In [0, 100], between the measured percentiles by interpolation. */
  readonly percentile: number
  /** Lower or higher than 99.5 % of the test images; null for the others. */
  readonly unlike: 'low' | 'high' | null
}

/** How a 28 × 28 digit compares with the test set, measure by measure; 191 of the 10,000 test images are unlike in one. */
export function likeness(picture: Picture): readonly Likeness[] {
  const measures = measureDigit(picture)
  return digitMeasures.map((measure) => {
    const row = testSetPercentiles[measure]
    const value = measures[measure]
    const unlike = value < row[0]! ? 'low' : value > row.at(-1)! ? 'high' : null
    return { measure, value, percentile: percentileOf(row, value), unlike }
  })
}

export function measureDigit({ data, shape: [height, width] }: Picture): DigitMeasures {
  const ink = data.reduce((sum, value) => sum + value, 0)
  const box = inkBox({ data, width, height })
  return {
    ink: ink / data.length,
    strokeWidth: ink === 0 ? 0 : (2 * ink) / outline(data, width, height),
    aspect: box ? box.width / box.height : 0,
  }
}

// Total variation: the length of the outline of a shape, whatever gray its rim is.
function outline(data: Float32Array, width: number, height: number): number {
  const at = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height ? data[y * width + x]! : 0
  let length = 0
  for (let y = -1; y < height; y++) {
    for (let x = -1; x < width; x++) {
      length += Math.hypot(at(x + 1, y) - at(x, y), at(x, y + 1) - at(x, y))
    }
  }
  return length
}

function percentileOf(row: readonly number[], value: number): number {
  const above = row.findIndex((edge) => value < edge)
  if (above === 0) return 0
  if (above < 0) return 100
  const [low, high] = [row[above - 1]!, row[above]!]
  const [from, to] = [measuredPercentiles[above - 1]!, measuredPercentiles[above]!]
  return from + ((to - from) * (value - low)) / (high - low)
}
