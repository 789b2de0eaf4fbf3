import { describe, expect, it } from 'vitest'
import { mannWhitney } from '../../../src/domain/statistics/mannWhitney.ts'
import { rankBiserial } from '../../../src/domain/statistics/rankBiserial.ts'
import { alternatives, coarse, enumerated, sample } from './samples.ts'

const test = mannWhitney.compute
const few = [0.31, 0.45, 0.52, 0.28, 0.61, 0.77, 0.4]
const others = [0.5, 0.58, 0.33, 0.9, 0.66, 0.71, 0.83, 0.95]
const tied = [1, 2, 2, 3, 3, 3, 4, 5, 5, 7]
const alsoTied = [2, 3, 3, 4, 4, 5, 5, 6, 8, 8, 9]

describe('Mann-Whitney', () => {
  it('counts the pairs in which the first value is larger, ties half', () => {
    expect(test([1, 4], [2, 3, 4]).statistic).toBe(2.5) // 4 > 2, 4 > 3, 4 = 4
  })

  // scipy.stats.mannwhitneyu(few, others, alternative=…) (1.17.1)
  it.each([
    ['less', 0.03605283605283605],
    ['greater', 0.972960372960373],
    ['two-sided', 0.0721056721056721],
  ] as const)('is exact for a small sample without ties: %s', (alternative, p) => {
    const result = test(few, others, alternative)
    expect(result).toMatchObject({ statistic: 12, method: 'exact' })
    expect(result.p).toBeCloseTo(p, 14)
  })

  // scipy.stats.mannwhitneyu(tied, alsoTied, alternative=…) (1.17.1)
  it.each([
    ['less', 0.04685140893342757],
    ['greater', 0.9597253240948058],
    ['two-sided', 0.09370281786685514],
  ] as const)('is normal, tie- and continuity-corrected, otherwise: %s', (alternative, p) => {
    const result = test(tied, alsoTied, alternative)
    expect(result).toMatchObject({ statistic: 31, method: 'normal' })
    expect(result.p).toBeCloseTo(p, 13)
  })

  it.each([
    [3, 5],
    [5, 3],
    [1, 6],
    [6, 6],
  ])('counts arrangements as their enumeration does, %i against %i', (m, n) => {
    const [a, b] = [sample('a', m), sample('b', n)]
    const all = choices(m + n, m).map(
      (ranks) => ranks.reduce((sum, rank) => sum + rank, 0) - (m * (m - 1)) / 2,
    )
    for (const alternative of alternatives) {
      const { statistic, p } = test(a, b, alternative)
      expect(p).toBeCloseTo(enumerated(statistic, all, alternative), 13)
    }
  })

  it('approximates by a normal what it would count', () => {
    const [a, b] = [sample('c', 8), sample('d', 40)]
    const nearly = test([...a, 0], b, 'less') // nine values: normal
    expect(test(a, b, 'less').method).toBe('exact')
    expect(nearly.method).toBe('normal')
    expect(Math.abs(test(a, b, 'less').p - nearly.p)).toBeLessThan(0.1)
  })

  const pairs = [
    ['without ties', sample('e', 30), sample('f', 40)],
    ['with ties', coarse('e', 30, 6), coarse('f', 40, 6)],
    ['small', sample('e', 5), sample('f', 40)],
  ] as const
  describe.each(pairs)('%s', (_, a, b) => {
    it('mirrors when the samples change places', () => {
      expect(test(a, b, 'less').statistic + test(b, a, 'less').statistic).toBe(a.length * b.length)
      expect(test(a, b, 'less').p).toBeCloseTo(test(b, a, 'greater').p, 12)
      expect(test(a, b, 'two-sided').p).toBeCloseTo(test(b, a, 'two-sided').p, 12)
      expect(rankBiserial.compute(a, b)).toBeCloseTo(-rankBiserial.compute(b, a), 14)
    })

    it('sees ranks alone', () => {
      const bend = (values: readonly number[]) => values.map((value) => Math.exp(value) - 7)
      expect(test(bend(a), bend(b))).toEqual(test(a, b))
    })

    it('grows more certain as the first sample moves down', () => {
      const shifted = [0, 1, 2, 3].map(
        (by) =>
          test(
            a.map((value) => value - by),
            b,
            'less',
          ).p,
      )
      expect(shifted).toEqual(shifted.toSorted((one, other) => other - one))
      for (const p of shifted) expect(p >= 0 && p <= 1).toBe(true)
    })
  })

  it('finds nothing where all values are equal', () => {
    for (const alternative of alternatives) {
      const ones = Array.from({ length: 20 }, () => 1)
      expect(test(ones, ones, alternative).p).toBe(1)
    }
  })

  it('refuses an empty sample and what is not a number', () => {
    expect(() => test([], [1])).toThrow('mann-whitney: a sample must hold at least one value, got none')
    expect(() => test([1], [2, Number.NaN])).toThrow('mann-whitney: value 1 must be finite, got NaN')
  })
})

describe('the rank-biserial correlation', () => {
  it('is the share of larger pairs minus the share of smaller ones', () => {
    expect(rankBiserial.compute([1, 4], [2, 3, 4])).toBeCloseTo((2 - 3) / 6, 14)
    expect(rankBiserial.compute([5, 6], [1, 2])).toBe(1)
    expect(rankBiserial.compute([1, 2], [5, 6])).toBe(-1)
  })
})

/** Every way of choosing `count` of the ranks 0 … total - 1. */
function choices(total: number, count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]]
  if (count > total) return []
  return [
    ...choices(total - 1, count),
    ...choices(total - 1, count - 1).map((chosen) => [...chosen, total - 1]),
  ]
}
