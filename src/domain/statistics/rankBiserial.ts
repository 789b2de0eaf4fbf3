import { fraction, sup } from '../formula.ts'
import { mannWhitney } from './mannWhitney.ts'
import type { Statistic } from './statistic.ts'
import { signedRanks } from './wilcoxon.ts'

/** The effect size that goes with Mann-Whitney U; also known as Cliff's δ. */
export const rankBiserial = {
  id: 'rank-biserial',
  label: 'rank-biserial correlation',
  source: 'Cureton 1956; Wendt 1972',
  formula: [['r =', fraction('2 U', 'm n'), '− 1']],
  summary:
    'Share of pairs, one value from each sample, in which the first is larger, minus the share in which it is smaller: from −1 to 1, 0 for no difference.',
  compute: unpaired,
} satisfies Statistic

/** The effect size that goes with the Wilcoxon signed-rank test. */
export const matchedRankBiserial = {
  id: 'matched-rank-biserial',
  label: 'matched-pairs rank-biserial correlation',
  source: 'Kerby 2014',
  formula: [['r =', fraction([sup('W', '+'), '−', sup('W', '−')], [sup('W', '+'), '+', sup('W', '−')])]],
  summary:
    'Share of the ranked differences that speaks for the first network minus the share that speaks against it: from −1 to 1, 0 for no difference.',
  compute: matched,
} satisfies Statistic

/** In [-1, 1]. @throws RangeError for an empty sample */
function unpaired(a: readonly number[], b: readonly number[]): number {
  return (2 * mannWhitney.compute(a, b).statistic) / (a.length * b.length) - 1
}

/** In [-1, 1]; 0 when no pair differs. @throws TypeError when the values do not come in pairs */
function matched(a: readonly number[], b: readonly number[]): number {
  const { positive, negative } = signedRanks(matchedRankBiserial.id, a, b)
  return positive + negative === 0 ? 0 : (positive - negative) / (positive + negative)
}
