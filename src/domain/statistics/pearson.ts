import { fraction, root, sub, sup } from '../formula.ts'
import { type Correlation, checkCount, correlationOf, productMoment } from './correlation.ts'
import { checkPairs } from './samples.ts'
import type { Statistic } from './statistic.ts'

export const pearson = {
  id: 'pearson',
  label: 'Pearson correlation',
  source: 'Pearson 1895; interval: Fisher 1921. In the published pictures of Figures 4 and 16',
  formula: [
    [
      'r =',
      fraction(
        ['Σ (', sub('a', 'i'), '− ā ) (', sub('b', 'i'), '− b̄ )'],
        root(['Σ (', sub('a', 'i'), '−', sup('ā )', '2'), 'Σ (', sub('b', 'i'), '−', sup('b̄ )', '2')]),
      ),
    ],
    ['tanh ( artanh r ± 1.96 /', root('n − 3'), ')'],
  ],
  summary: 'How nearly the points lie on a straight line: from −1 to 1, 0 for no linear relation.',
  compute: correlate,
} satisfies Statistic

/** Interval by Fisher's z with variance 1/(n - 3). @throws RangeError below 3 pairs, TypeError without pairs */
function correlate(a: readonly number[], b: readonly number[]): Correlation {
  checkPairs(pearson.id, a, b)
  checkCount(pearson.id, a.length)
  return correlationOf(productMoment(a, b), a.length, 1)
}
