import { fraction, root, sub, sup } from '../formula.ts'
import { averageRanks, type Ranks, tieTerm } from './averageRanks.ts'
import { normalTail } from './normalTail.ts'
import { checkPairs, pairDifferences } from './samples.ts'
import { type Alternative, pValue, type RankTest, type Statistic, type Tails } from './statistic.ts'

/** Up to so many pairs that differ, p comes from all 2ⁿ signs. */
const exactUpTo = 50

/** A signed-rank test: `statistic` is the rank sum of the pairs in which the first value is larger. */
export interface SignedRankTest extends RankTest {
  /** Rank sum of the pairs in which the first value is smaller. */
  readonly opposite: number
  /** Pairs that differ; the others are dropped. */
  readonly pairs: number
}

export const wilcoxon = {
  id: 'wilcoxon',
  label: 'Wilcoxon signed-rank',
  source: 'Wilcoxon 1945',
  formula: [
    [
      sup('W', '+'),
      '=',
      sub('Σ', [sub('d', 'i'), '> 0']),
      'rank |',
      sub('d', 'i'),
      '| ,',
      sub('d', 'i'),
      '=',
      sub('a', 'i'),
      '−',
      sub('b', 'i'),
    ],
    [
      'z =',
      fraction(
        [sup('W', '+'), '−', fraction('n ( n + 1 )', '4')],
        root([
          fraction('n ( n + 1 ) ( 2 n + 1 )', '24'),
          '−',
          fraction(['Σ (', sup('t', '3'), '− t )'], '48'),
        ]),
      ),
    ],
  ],
  summary:
    'Whether one network does better than the other on the same images, judged by the ranks of the differences; images without a difference are dropped.',
  compute: test,
} satisfies Statistic

/**
 * Zeros are dropped before ranking (Wilcoxon's convention, SciPy's `wilcox`); tied differences share their mean rank.
 * Exact, ties included, up to 50 pairs that differ; a normal approximation without continuity correction beyond.
 * p is 1 when no pair differs.
 * @throws TypeError when the values do not come in pairs, RangeError when there are none
 */
function test(
  a: readonly number[],
  b: readonly number[],
  alternative: Alternative = 'two-sided',
): SignedRankTest {
  const sums = signedRanks(wilcoxon.id, a, b)
  const exact = sums.pairs <= exactUpTo
  const tails = exact ? exactTails(sums) : normalTails(sums)
  const { positive, negative, pairs } = sums
  const p = pValue(tails, alternative)
  return { statistic: positive, opposite: negative, pairs, p, method: exact ? 'exact' : 'normal' }
}

export interface SignedRanks {
  readonly positive: number
  readonly negative: number
  readonly pairs: number
  readonly ranks: Ranks
}

/** Rank sums of the pairs in which the first value is larger, and smaller. */
export function signedRanks(owner: string, a: readonly number[], b: readonly number[]): SignedRanks {
  checkPairs(owner, a, b)
  const differences = pairDifferences(a, b).filter((d) => d !== 0)
  const ranks = averageRanks(differences.map(Math.abs))
  const sum = (sign: number) =>
    differences.reduce((total, d, i) => total + (Math.sign(d) === sign ? ranks.ranks[i]! : 0), 0)
  return { positive: sum(1), negative: sum(-1), pairs: differences.length, ranks }
}

function normalTails({ positive, negative, pairs: n, ranks }: SignedRanks): Tails {
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tieTerm(ranks) / 48
  const z = (positive - negative) / 2 / Math.sqrt(variance)
  return { less: normalTail(-z), greater: normalTail(z) }
}

function exactTails({ positive, ranks }: SignedRanks): Tails {
  const probabilities = doubledSums(ranks.ranks)
  const part = (from: number, to?: number) =>
    probabilities.subarray(from, to).reduce((sum, probability) => sum + probability, 0)
  return { less: part(0, 2 * positive + 1), greater: part(2 * positive) }
}

/** Probability that the ranks with a positive sign sum to 0, ½, 1, … when each sign is a fair coin. */
function doubledSums(ranks: Float64Array): Float64Array {
  const largest = ranks.reduce((sum, rank) => sum + 2 * rank, 0)
  const probabilities = new Float64Array(largest + 1)
  probabilities[0] = 1
  for (const rank of ranks) {
    for (let sum = largest; sum >= 0; sum--) {
      probabilities[sum] = 0.5 * (probabilities[sum]! + (probabilities[sum - 2 * rank] ?? 0))
    }
  }
  return probabilities
}
