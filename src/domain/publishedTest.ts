import { mannWhitney } from './statistics/mannWhitney.ts'
import { rankBiserial } from './statistics/rankBiserial.ts'
import { starsOf } from './statistics/stars.ts'
import type { RankTest } from './statistics/statistic.ts'

/** What the paper's test says of two networks. */
export interface PublishedAnswer {
  readonly test: RankTest
  readonly stars: string
  /** Rank-biserial: positive when the Bayesian network is the more robust one. */
  readonly effect: number
}

/**
 * The question of the paper's Table V: is the adversarially trained network less robust than the Bayesian one?
 * One-sided Mann-Whitney U test, pairing ignored.
 * @throws RangeError where a sample is empty
 */
export function publishedAnswer(
  adversarial: readonly number[],
  bayesian: readonly number[],
): PublishedAnswer {
  const test = mannWhitney.compute(adversarial, bayesian, 'less')
  return { test, stars: starsOf(test.p), effect: rankBiserial.compute(bayesian, adversarial) }
}
