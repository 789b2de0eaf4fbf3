import { fraction, root, sub, sup } from '../formula.ts'
import { averageRanks, type Ranks, tieTerm } from './averageRanks.ts'
import { normalTail } from './normalTail.ts'
import { checkSamples } from './samples.ts'
import { type Alternative, pValue, type RankTest, type Statistic, type Tails } from './statistic.ts'

/** Up to this size of the smaller sample, and without ties, p is exact (as SciPy chooses). */
const exactUpTo = 8

export const mannWhitney = {
  id: 'mann-whitney',
  label: 'Mann-Whitney U',
  source: 'Mann and Whitney 1947; Carbone et al. 2022 test “less” on adversarially trained against Bayesian',
  formula: [
    [
      'U =',
      sub('Σ', 'i , j'),
      '( [',
      sub('a', 'i'),
      '>',
      sub('b', 'j'),
      '] + ½ [',
      sub('a', 'i'),
      '=',
      sub('b', 'j'),
      '] )',
    ],
    [
      'z =',
      fraction(
        'U − ½ m n ± ½',
        root([
          fraction('m n', '12'),
          '( N + 1 −',
          fraction(['Σ (', sup('t', '3'), '− t )'], 'N ( N − 1 )'),
          ')',
        ]),
      ),
      ', N = m + n',
    ],
    'p = Φ ( z )',
  ],
  summary:
    'How often a value of the first sample exceeds one of the second, judged by ranks; that both measured the same images is ignored.',
  compute: test,
} satisfies Statistic

/**
 * `statistic` is U of the first sample: pairs in which it is larger, ties counting half.
 * The normal approximation is corrected for ties and continuity, as SciPy's `mannwhitneyu` does by default.
 * @throws RangeError for an empty sample
 */
function test(a: readonly number[], b: readonly number[], alternative: Alternative = 'less'): RankTest {
  checkSamples(mannWhitney.id, a, b)
  const ranks = averageRanks([...a, ...b])
  const u = firstSum(ranks, a.length) - (a.length * (a.length + 1)) / 2
  const exact = Math.min(a.length, b.length) <= exactUpTo && ranks.ties.length === 0
  const tails = exact ? exactTails(u, a.length, b.length) : normalTails(u, a.length, b.length, ranks)
  return { statistic: u, p: pValue(tails, alternative), method: exact ? 'exact' : 'normal' }
}

function firstSum({ ranks }: Ranks, count: number): number {
  return ranks.subarray(0, count).reduce((sum, rank) => sum + rank, 0)
}

function normalTails(u: number, m: number, n: number, ranks: Ranks): Tails {
  const total = m + n
  const variance = ((m * n) / 12) * (total + 1 - tieTerm(ranks) / (total * (total - 1)))
  const distance = u - (m * n) / 2
  const tail = (toThisSide: number) => normalTail((toThisSide - 0.5) / Math.sqrt(variance))
  return { less: tail(-distance), greater: tail(distance) }
}

function exactTails(u: number, m: number, n: number): Tails {
  const counts = arrangements(Math.min(m, n), m + n)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const part = (from: number, to: number) =>
    counts.subarray(from, to).reduce((sum, count) => sum + count, 0) / total
  return { less: part(0, u + 1), greater: part(u, counts.length) }
}

/** How many ways of choosing `k` of `total` ranks give U = 0, 1, …; U is symmetric, so either sample may be chosen. */
function arrangements(k: number, total: number): Float64Array {
  const largest = k * (total - k)
  const ways = Array.from({ length: k + 1 }, () => new Float64Array(largest + 1))
  ways[0]![0] = 1
  for (let rank = 0; rank < total; rank++) {
    for (let chosen = Math.min(k, rank + 1); chosen > 0; chosen--) {
      const below = rank - (chosen - 1) // of the other sample
      if (below > total - k) continue // too few ranks are left to choose the others from
      for (let u = (chosen - 1) * (total - k); u >= 0; u--) ways[chosen]![u + below]! += ways[chosen - 1]![u]!
    }
  }
  return ways[k]!
}
