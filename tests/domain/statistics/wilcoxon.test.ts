import { describe, expect, it } from 'vitest'
import { matchedRankBiserial } from '../../../src/domain/statistics/rankBiserial.ts'
import { wilcoxon } from '../../../src/domain/statistics/wilcoxon.ts'
import { alternatives, coarse, enumerated, sample } from './samples.ts'

const test = wilcoxon.compute
const zeros = (count: number) => Array.from({ length: count }, () => 0)
const against0 = (differences: readonly number[]) => [differences, zeros(differences.length)] as const

const before = [8.1, 7.2, 6.3, 9.9, 5.5, 4.1, 7.7, 3.0, 6.6]
const after = [7.0, 7.9, 4.1, 6.1, 5.0, 4.4, 4.4, 2.4, 5.6]
const tied = [1, 1, -1, 2, 2, -3, 0, 0, 4, 4, 5]
const many = Array.from({ length: 60 }, (_, i) => ((37 * (i + 1)) % 61) - 22)

describe('Wilcoxon', () => {
  // scipy.stats.wilcoxon(before, after, alternative=…), wilcoxon(tied, …), wilcoxon(many, …) (1.17.1)
  it.each([
    ['nine pairs, exact', before, after, 40, 5, [0.986328125, 0.01953125, 0.0390625]],
    ['ties and zeros, exact', ...against0(tied), 37, 8, [0.962890625, 0.04296875, 0.0859375]],
    [
      'sixty pairs, normal',
      ...against0(many),
      1318.5,
      451.5,
      [0.9994666038538037, 0.0005333961461962913, 0.0010667922923925826],
    ],
  ] as const)('agrees with SciPy: %s', (name, a, b, positive, negative, known) => {
    alternatives.forEach((alternative, i) => {
      const result = test(a, b, alternative)
      expect(result.statistic).toBe(positive)
      expect(result.opposite).toBe(negative)
      expect(result.p).toBeCloseTo(known[i]!, 13)
      expect(result.method).toBe(name.endsWith('exact') ? 'exact' : 'normal')
    })
  })

  it('drops pairs that do not differ', () => {
    expect(test(...against0(tied)).pairs).toBe(9)
    expect(test(...against0(many)).pairs).toBe(59)
    const dense = tied.filter((d) => d !== 0)
    expect(test(...against0(tied))).toEqual(test(...against0(dense)))
  })

  it('takes what differs by rounding alone as tied', () => {
    const result = test([0.3, 0.2, 0.7], [0.2, 0.1, 0.9]) // .3 - .2 < .1 < .2 - .1 in double
    expect(result.statistic).toBe(3)
  })

  it.each([
    ['without ties', sample('d', 9)],
    ['with ties', coarse('d', 9, 6).map((value) => value - 2)],
    ['ten pairs', sample('e', 10)],
  ])('sums signed ranks as the enumeration of all signs does, %s', (_, differences) => {
    const ranks = differences
      .filter((d) => d !== 0)
      .map((d, _, all) => {
        const smaller = all.filter((other) => Math.abs(other) < Math.abs(d)).length
        const equal = all.filter((other) => Math.abs(other) === Math.abs(d)).length
        return smaller + (equal + 1) / 2
      })
    const all = Array.from({ length: 2 ** ranks.length }, (_, signs) =>
      ranks.reduce((sum, rank, i) => sum + ((signs >> i) & 1) * rank, 0),
    )
    for (const alternative of alternatives) {
      const { statistic, p } = test(...against0(differences), alternative)
      expect(p).toBeCloseTo(enumerated(statistic, all, alternative), 13)
    }
  })

  it('is nearly normal where it stops counting', () => {
    const differences = sample('f', 51).map((d) => d + 0.2)
    const [normal, exact] = [test(...against0(differences)), test(...against0(differences.slice(0, 50)))]
    expect([normal.method, exact.method]).toEqual(['normal', 'exact'])
    expect(Math.abs(normal.p - exact.p)).toBeLessThan(0.05)
  })

  describe.each([
    ['few', sample('a', 20), sample('b', 20)],
    ['many', sample('a', 200), sample('b', 200)],
    ['many tied', coarse('a', 200, 9), coarse('b', 200, 9)],
  ] as const)('%s pairs', (_, a, b) => {
    it('mirror when they change places', () => {
      expect(test(a, b, 'less').p).toBeCloseTo(test(b, a, 'greater').p, 12)
      expect(test(a, b).p).toBeCloseTo(test(b, a).p, 12)
      expect(test(a, b).statistic).toBe(test(b, a).opposite)
      expect(matchedRankBiserial.compute(a, b)).toBe(-matchedRankBiserial.compute(b, a))
    })

    it('see neither a common shift nor a scale', () => {
      const moved = (values: readonly number[]) => values.map((value) => 4 * value + 16)
      expect(test(moved(a), moved(b)).p).toBeCloseTo(test(a, b).p, 9)
    })

    it('share out all ranks', () => {
      const { statistic, opposite, pairs, p } = test(a, b)
      expect(statistic + opposite).toBe((pairs * (pairs + 1)) / 2)
      expect(p >= 0 && p <= 1).toBe(true)
    })
  })

  it('finds nothing where no pair differs', () => {
    expect(test([1, 1, 1], [1, 1, 1])).toEqual({ statistic: 0, opposite: 0, pairs: 0, p: 1, method: 'exact' })
    expect(matchedRankBiserial.compute([1, 1], [1, 1])).toBe(0)
  })

  it('refuses what does not come in pairs', () => {
    expect(() => test([1, 2], [1])).toThrow('wilcoxon: expected pairs, got 2 and 1 values')
  })
})

describe('the matched-pairs rank-biserial correlation', () => {
  it('is the share of ranks for minus the share against', () => {
    expect(matchedRankBiserial.compute(before, after)).toBeCloseTo((40 - 5) / 45, 14)
    expect(matchedRankBiserial.compute([2, 3], [1, 1])).toBe(1)
  })
})
