import { fraction, root, sup } from '../formula.ts'
import { averageRanks } from './averageRanks.ts'
import { type Correlation, checkCount, correlationOf, productMoment } from './correlation.ts'
import { checkPairs } from './samples.ts'
import type { Statistic } from './statistic.ts'

export const spearman = {
  id: 'spearman',
  label: 'Spearman correlation',
  source: 'Spearman 1904; interval: Bonett and Wright 2000. In the released code of Figures 4 and 16',
  formula: [
    'ρ = r ( rank a , rank b )',
    ['tanh ( artanh ρ ± 1.96', root(fraction(['1 + ½', sup('ρ', '2')], 'n − 3')), ')'],
  ],
  summary:
    'How nearly one quantity rises with the other, in whatever curve: from −1 to 1, 0 for no monotone relation.',
  compute: correlate,
} satisfies Statistic

/**
 * Tied values share their mean rank. Interval by Fisher's z with Bonett and Wright's variance (1 + ρ²/2)/(n - 3).
 * @throws RangeError below 3 pairs, TypeError without pairs
 */
function correlate(a: readonly number[], b: readonly number[]): Correlation {
  checkPairs(spearman.id, a, b)
  checkCount(spearman.id, a.length)
  const rho = productMoment(averageRanks(a).ranks, averageRanks(b).ranks)
  return correlationOf(rho, a.length, 1 + rho ** 2 / 2)
}
