import { describe, expect, it } from 'vitest'
import { pearson } from '../../../src/domain/statistics/pearson.ts'
import { spearman } from '../../../src/domain/statistics/spearman.ts'
import { coarse, sample } from './samples.ts'

const x = [1, 2, 3, 4, 5, 6, 7, 8]
const y = [2, 1, 4, 3, 7, 5, 8, 8]

describe('Pearson', () => {
  // r = scipy.stats.pearsonr(x, y); r.confidence_interval() (1.17.1)
  it('agrees with SciPy, interval included', () => {
    const { coefficient, p, interval } = pearson.compute(x, y)
    expect(coefficient).toBeCloseTo(0.9030692003288142, 14)
    expect(p).toBeCloseTo(0.0021144922419973795, 14)
    expect(interval[0]).toBeCloseTo(0.545596921996146, 13)
    expect(interval[1]).toBeCloseTo(0.9825062077116703, 13)
  })

  it('is 1 on a line, whatever its slope and height', () => {
    const line = x.map((value) => 0.1 * value - 3)
    expect(pearson.compute(x, line).coefficient).toBeCloseTo(1, 14)
    expect(pearson.compute(x, x)).toMatchObject({ coefficient: 1, p: 0, interval: [1, 1] })
  })
})

describe('Spearman', () => {
  // scipy.stats.spearmanr(x, y) (1.17.1)
  it('agrees with SciPy where values tie', () => {
    const { coefficient, p } = spearman.compute(x, y)
    expect(coefficient).toBeCloseTo(0.9221722216732094, 14)
    expect(p).toBeCloseTo(0.001110817357806172, 14)
  })

  it('has the interval of Bonett and Wright', () => {
    const { coefficient: rho, interval } = spearman.compute(x, y)
    const half = 1.959963984540054 * Math.sqrt((1 + rho ** 2 / 2) / 5)
    expect(interval[0]).toBeCloseTo(Math.tanh(Math.atanh(rho) - half), 14)
    expect(interval[1]).toBeCloseTo(Math.tanh(Math.atanh(rho) + half), 14)
  })

  it('is 1 on every rising curve and sees no more than ranks', () => {
    expect(spearman.compute(x, x.map(Math.exp)).coefficient).toBeCloseTo(1, 14)
    const [a, b] = [sample('a', 50), sample('b', 50)]
    expect(spearman.compute(a.map(Math.exp), b)).toEqual(spearman.compute(a, b))
  })
})

describe.each([pearson, spearman])('$id', ({ id, compute }) => {
  it.each([
    ['without ties', sample('a', 40), sample('b', 40)],
    ['with ties', coarse('a', 40, 5), coarse('b', 40, 5)],
  ] as const)('keeps its laws %s', (_, a, b) => {
    const { coefficient, p, interval } = compute(a, b)
    expect(compute(b, a).coefficient).toBeCloseTo(coefficient, 14)
    const flipped = compute(
      a.map((value) => -value),
      b,
    )
    expect(flipped.coefficient).toBeCloseTo(-coefficient, 14)
    expect(flipped.interval[0]).toBeCloseTo(-interval[1], 13)
    expect(interval[0]).toBeLessThan(coefficient)
    expect(interval[1]).toBeGreaterThan(coefficient)
    expect(p > 0 && p <= 1).toBe(true)
  })

  it('holds zero in nineteen intervals of twenty when nothing is related', () => {
    const trials = 400
    const held = Array.from({ length: trials }, (_, i) => {
      const [low, high] = compute(sample(`left ${i}`, 60), sample(`right ${i}`, 60)).interval
      return Number(low <= 0 && 0 <= high)
    })
    const share = held.reduce((sum, each) => sum + each, 0) / trials
    expect(Math.abs(share - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / trials))
  })

  it('knows nothing where one side does not vary', () => {
    const flat = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1] // their rounded mean is another number
    const given = compute(flat, [1, 2, 3, 4, 5, 6])
    expect(given).toEqual({ coefficient: Number.NaN, p: Number.NaN, interval: [-1, 1], pairs: 6 })
  })

  it('refuses two pairs', () => {
    expect(() => compute([1, 2], [2, 1])).toThrow(`${id}: at least 3 pairs are needed, got 2`)
    expect(compute([1, 2, 3], [1, 3, 2]).interval).toEqual([-1, 1])
  })
})
