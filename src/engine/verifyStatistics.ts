import { kernelDensity } from '../domain/statistics/kernelDensity.ts'
import { mannWhitney } from '../domain/statistics/mannWhitney.ts'
import { pearson } from '../domain/statistics/pearson.ts'
import { spearman } from '../domain/statistics/spearman.ts'
import type { Alternative } from '../domain/statistics/statistic.ts'
import { wilcoxon } from '../domain/statistics/wilcoxon.ts'
import type { GoldenFile, Named } from './goldenFile.ts'

/** Small probabilities multiply what the samples lost as float32. */
const tolerance = 1e-4

/** Rank tests, correlations and a density of the samples `stats/u` and `stats/v`, where the file has them. */
export function* verifyStatistics(file: GoldenFile): Generator<Named> {
  if (!file.has('stats/u')) return
  const [u, v] = [[...file.get('stats/u').values], [...file.get('stats/v').values]]
  for (const [name, compute] of Object.entries(answers(u, v, file))) {
    if (file.has(name)) yield [name, { error: relativeError(compute(), file.get(name).values), tolerance }]
  }
}

type Numbers = readonly number[]

function answers(u: Numbers, v: Numbers, file: GoldenFile): Record<string, () => Numbers> {
  const paired = u.slice(0, v.length)
  const ranks = (alternative: Alternative) => () => {
    const { statistic, p } = mannWhitney.compute(u, v, alternative)
    return [statistic, p]
  }
  const correlated = (compute: typeof pearson.compute) => () => {
    const { coefficient, p } = compute(paired, v)
    return [coefficient, p]
  }
  return {
    'stats/mannwhitney/less': ranks('less'),
    'stats/mannwhitney/greater': ranks('greater'),
    'stats/mannwhitney/two-sided': ranks('two-sided'),
    [`stats/wilcoxon/u${v.length}-v`]: () => {
      const { statistic, opposite, p } = wilcoxon.compute(paired, v)
      return [Math.min(statistic, opposite), p] // SciPy's two-sided statistic
    },
    [`stats/spearman/u${v.length},v`]: correlated(spearman.compute),
    [`stats/pearson/u${v.length},v`]: correlated(pearson.compute),
    'stats/kde/u': () => kernelDensity.compute(u, [...file.get('stats/kde/grid').values]).density,
  }
}

/** Each number relative to the golden one; the worst one counts, and NaN as infinitely wrong. */
function relativeError(ours: Numbers, golden: Float32Array): number {
  const errors = ours.map((value, i) => {
    if (Number.isNaN(value)) return Number.POSITIVE_INFINITY
    return value === golden[i] ? 0 : Math.abs(value / golden[i]! - 1)
  })
  return ours.length === golden.length ? Math.max(...errors) : Number.POSITIVE_INFINITY
}
