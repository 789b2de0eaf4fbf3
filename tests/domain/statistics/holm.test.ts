import { describe, expect, it } from 'vitest'
import { key, uniform } from '../../../src/domain/random.ts'
import { holm } from '../../../src/domain/statistics/holm.ts'
import { starLevels, starsOf } from '../../../src/domain/statistics/stars.ts'

describe('Holm', () => {
  it('multiplies the smallest by the number of tests, and never falls behind', () => {
    expect(holm.compute([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02])
  })

  it('keeps order, never lowers, never passes one', () => {
    const p = [...uniform(key(1), 40)]
    const adjusted = holm.compute(p)
    const order = p.map((_, i) => i).sort((i, j) => p[i]! - p[j]!)
    order.forEach((i, rank) => {
      expect(adjusted[i]).toBeGreaterThanOrEqual(p[i]!)
      expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, 40 * p[i]!)) // Bonferroni
      if (rank > 0) expect(adjusted[i]).toBeGreaterThanOrEqual(adjusted[order[rank - 1]!]!)
    })
  })

  it('leaves one test, or none, as they are', () => {
    expect(holm.compute([0.2])).toEqual([0.2])
    expect(holm.compute([])).toEqual([])
  })

  it('refuses what is no probability', () => {
    expect(() => holm.compute([0.1, 1.2])).toThrow('holm: p must be in [0, 1], got 1.2')
    expect(() => holm.compute([Number.NaN])).toThrow('holm: p must be in [0, 1], got NaN')
  })
})

describe('stars', () => {
  it.each([
    [0.051, 'n.s.'],
    [0.05, '*'],
    [0.0101, '*'],
    [0.01, '**'],
    [0.001, '***'],
    [0.0001, '****'],
    [0, '****'],
    [1, 'n.s.'],
  ])('of p = %f are %s', (p, stars) => {
    expect(starsOf(p)).toBe(stars)
  })

  it('claim nothing for a p that is not known', () => {
    expect(starsOf(Number.NaN)).toBe('n.s.')
    expect(starLevels.at(-1)!.atMost).toBe(1)
  })
})
