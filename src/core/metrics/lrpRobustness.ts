import { fraction, sub } from '../../domain/formula.ts'
import { common, shareOf, type TopK } from '../../domain/topK.ts'
import type { Metric } from './metric.ts'

/** |Top_k(R(x)) ∩ Top_k(R(x̃))| / |Top_k|: the share of the most relevant pixels that stay so. */
export const lrpRobustness: Metric = {
  id: 'lrp-robustness',
  label: 'LRP robustness',
  source: 'Carbone et al. 2022, Definition IV.1',
  summary: 'Share of the k % most relevant pixels that are among them before and after; k/100 by chance.',
  formula: [
    fraction(
      ['|', sub('Top', 'k'), '( R ( x ) ) ∩', sub('Top', 'k'), '( R ( x̃ ) ) |'],
      ['|', sub('Top', 'k'), '( R ( x ) ) |'],
    ),
  ],
  chance: 'k-percent',
  measure({ clean, attacked }) {
    return sharedShare(clean.topK, attacked.topK)
  },
}

/** The share of one set that is in the other too; 1 for empty sets. */
export function sharedShare(before: TopK, after: TopK): number {
  return shareOf(common(before.mask, after.mask), before.size)
}
