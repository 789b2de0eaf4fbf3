import { describe, expect, it } from 'vitest'
import { wilsonInterval } from '../../src/domain/wilson.ts'

describe('the Wilson interval', () => {
  it('is the published one for 1 of 10', () => {
    // Newcombe 1998's formula by hand: (2·1 + 1.96² ± 1.96 √(1.96² + 4·1·0.9)) / (2 (10 + 1.96²))
    const [low, high] = wilsonInterval(0.1, 10)
    expect(low).toBeCloseTo((2 + 1.96 ** 2 - 1.96 * Math.sqrt(1.96 ** 2 + 3.6)) / (2 * (10 + 1.96 ** 2)), 12)
    expect(high).toBeCloseTo((2 + 1.96 ** 2 + 1.96 * Math.sqrt(1.96 ** 2 + 3.6)) / (2 * (10 + 1.96 ** 2)), 12)
  })

  it('holds the share, stays in [0, 1] and narrows with the count', () => {
    for (const share of [0, 0.003, 0.5, 0.99, 1]) {
      const widths = [1, 10, 1000, 100_000].map((count) => {
        const [low, high] = wilsonInterval(share, count)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(share)
        expect(high).toBeGreaterThanOrEqual(share - 1e-12)
        return high - low
      })
      expect(widths).toEqual(widths.toSorted((a, b) => b - a))
    }
  })

  it('says nothing where nothing was counted', () => {
    expect(wilsonInterval(0, 0)).toEqual([0, 1])
  })
})
