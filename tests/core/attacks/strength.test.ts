import { describe, expect, it } from 'vitest'
import { distances } from '../../../src/core/attacks/audit.ts'
import { matchStrength } from '../../../src/core/attacks/strength.ts'

const clean = Float32Array.of(0.5, 0.5, 0.9, 0)
const attacked = Float32Array.of(0.6, 0.4, 1, 0)

describe('matched strength', () => {
  it.each([0.02, 0.05, 0.3])('reaches L∞ %f', (value) => {
    expect(distances(clean, matchStrength(clean, attacked, 'linf', value)).linf).toBeCloseTo(value, 5)
  })

  it.each([0.05, 0.1, 0.5])('reaches L2 %f, though the third pixel stops at 1', (value) => {
    const scaled = matchStrength(clean, attacked, 'l2', value)
    expect(distances(clean, scaled).l2).toBeCloseTo(value, 5)
    expect(scaled.every((pixel) => pixel >= 0 && pixel <= 1)).toBe(true)
    expect(scaled[3]).toBe(0)
  })

  it('goes as far as the pixel range lets it', () => {
    expect([...matchStrength(clean, attacked, 'l2', 5)]).toEqual([1, 0, 1, 0])
  })

  it('leaves an image that was not attacked', () => {
    expect(matchStrength(clean, clean, 'l2', 1)).toEqual(clean)
  })
})
