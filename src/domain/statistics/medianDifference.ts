import { quantile } from 'd3-array'
import { sub, sup } from '../formula.ts'
import { key, split, stream } from '../random.ts'
import { checkPairs } from './samples.ts'
import type { Interval, Statistic } from './statistic.ts'

export interface MedianDifference {
  readonly median: number
  /** 95 %, percentile method. */
  readonly interval: Interval
  readonly resamples: number
  readonly seed: number
}

export interface BootstrapOptions {
  readonly seed?: number
  readonly resamples?: number
}

export const medianDifference = {
  id: 'median-difference',
  label: 'median difference, bootstrap interval',
  source: 'Efron 1979, percentile method',
  formula: [
    [sub('d', 'i'), '=', sub('a', 'i'), '−', sub('b', 'i')],
    [
      '[',
      sub('q', '2.5 %'),
      '( median',
      sup('d', '∗'),
      ') ,',
      sub('q', '97.5 %'),
      '( median',
      sup('d', '∗'),
      ') ]',
    ],
  ],
  summary:
    'The middle one of the differences image by image, and the range that holds 95 % of the middles when the images are drawn anew from themselves.',
  compute: bootstrap,
} satisfies Statistic

/**
 * Median of a - b over the pairs with its 95 % interval; the same seed gives the same interval everywhere.
 * @throws TypeError when the values do not come in pairs, RangeError when there are none
 */
function bootstrap(
  a: readonly number[],
  b: readonly number[],
  { seed = 0, resamples = 2000 }: BootstrapOptions = {},
): MedianDifference {
  checkPairs(medianDifference.id, a, b)
  const sorted = Float64Array.from(a, (value, i) => value - b[i]!).sort()
  const next = stream(split(key(seed), medianDifference.id))
  const counts = new Uint32Array(sorted.length)
  const medians = Float64Array.from({ length: resamples }, () => resampledMedian(sorted, next, counts))
  const interval = [quantile(medians, 0.025)!, quantile(medians, 0.975)!] as const
  return { median: quantile(sorted, 0.5)!, interval, resamples, seed }
}

/** Median of as many values drawn with replacement: counted, not sorted, for they only repeat known ones. */
function resampledMedian(sorted: Float64Array, next: () => number, counts: Uint32Array): number {
  const n = sorted.length
  counts.fill(0)
  for (let i = 0; i < n; i++) counts[Math.floor((next() / 2 ** 32) * n)]!++
  let [at, below] = [0, counts[0]!]
  const valueAt = (place: number) => {
    while (below <= place) below += counts[++at]!
    return sorted[at]!
  }
  return (valueAt(Math.floor((n - 1) / 2)) + valueAt(Math.floor(n / 2))) / 2
}
