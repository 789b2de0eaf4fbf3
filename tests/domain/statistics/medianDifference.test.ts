import { describe, expect, it } from 'vitest'
import { medianDifference } from '../../../src/domain/statistics/medianDifference.ts'
import { coarse, sample } from './samples.ts'

const compute = medianDifference.compute

describe('the bootstrap of the median difference', () => {
  const [a, b] = [sample('a', 101), sample('b', 101)]

  it('takes the middle difference, or the mean of both middle ones', () => {
    expect(compute([4, 1, 9], [0, 0, 0]).median).toBe(4)
    expect(compute([4, 1, 9, 6], [0, 0, 0, 0]).median).toBe(5)
  })

  it('says how many resamples it drew, from which seed', () => {
    expect(compute(a, b)).toMatchObject({ resamples: 2000, seed: 0 })
    expect(compute(a, b, { resamples: 50, seed: 3 })).toMatchObject({ resamples: 50, seed: 3 })
  })

  it('gives the same interval for the same seed, another for another', () => {
    expect(compute(a, b, { seed: 5 })).toEqual(compute(a, b, { seed: 5 }))
    const few = (seed: number) => compute(a, b, { seed, resamples: 20 }).interval
    expect(few(5)).not.toEqual(few(6))
  })

  it.each([
    ['an odd number', a, b],
    ['an even number', a.slice(1), b.slice(1)],
    ['ties', coarse('a', 100, 3), coarse('b', 100, 3)],
    ['one pair', [2], [1]],
  ] as const)('holds the median: %s', (_, left, right) => {
    const { median, interval } = compute(left, right)
    expect(interval[0]).toBeLessThanOrEqual(median)
    expect(interval[1]).toBeGreaterThanOrEqual(median)
  })

  it('follows shifts, and mirrors when the samples change places', () => {
    const { median, interval } = compute(a, b)
    const shifted = compute(
      a.map((value) => value + 8),
      b,
    )
    expect(shifted.median).toBeCloseTo(median + 8, 12)
    expect(shifted.interval[0]).toBeCloseTo(interval[0] + 8, 12)
    expect(compute(b, a).median).toBeCloseTo(-median, 14)
    const width = interval[1] - interval[0]
    expect(Math.abs(compute(b, a).interval[0] + interval[1])).toBeLessThan(0.2 * width) // other draws
  })

  it('resamples as the definition says', () => {
    // three pairs: the median of three draws is the k-th value with probabilities 7/27, 13/27, 7/27
    const { interval } = compute([1, 2, 4], [0, 0, 0], { resamples: 4000 })
    expect(interval).toEqual([1, 4])
    // six pairs, one of them 4: three or more of six draws are that one in 6.2 % of the resamples, four or more in 0.9 %
    expect(compute([1, 1, 1, 1, 1, 4], [0, 0, 0, 0, 0, 0]).interval).toEqual([1, 2.5])
  })

  it('covers the true median in nineteen of twenty samples', () => {
    const trials = 200
    const covered = Array.from({ length: trials }, (_, i) => {
      const [low, high] = compute(sample(`l${i}`, 80), sample(`r${i}`, 80), {
        resamples: 300,
        seed: i,
      }).interval
      return Number(low <= 0 && 0 <= high)
    })
    const share = covered.reduce((sum, each) => sum + each, 0) / trials
    expect(Math.abs(share - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / trials))
  })
})
