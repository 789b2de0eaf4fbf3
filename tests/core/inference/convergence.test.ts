import { expect, it } from 'vitest'
import { effectiveSampleSize, splitRHat } from '../../../src/core/inference/convergence.ts'
import { key, normal, split } from '../../../src/domain/random.ts'

const independent = (chain: number, count = 500) => Array.from(normal(split(key(2), chain), count))

/** x_t = r x_{t-1} + noise: an effective sample size of n (1 - r) / (1 + r). */
function autoregressive(chain: number, r: number, count = 2000): number[] {
  let x = 0
  return independent(chain, count).map((noise) => (x = r * x + Math.sqrt(1 - r * r) * noise))
}

it('chains that agree have an R-hat of one', () => {
  expect(splitRHat([0, 1, 2, 3].map((chain) => independent(chain)))).toBeCloseTo(1, 1)
  expect(splitRHat([[2, 2, 2, 2]])).toBe(1)
})

it('chains in different places, or still on their way, have a large one', () => {
  expect(splitRHat([independent(0), independent(1).map((x) => x + 5)])).toBeGreaterThan(2)
  expect(splitRHat([Array.from({ length: 100 }, (_, i) => i)])).toBeGreaterThan(2)
})

it('below four draws a chain there is no answer', () => {
  expect(splitRHat([[1, 2, 3]])).toBeNaN()
  expect(effectiveSampleSize([[1, 2, 3]])).toBeNaN()
})

it('independent draws count fully, correlated ones as the closed form says', () => {
  const free = [0, 1, 2, 3].map((chain) => independent(chain))
  expect(effectiveSampleSize(free) / 2000).toBeGreaterThan(0.85)
  const bound = [0, 1, 2, 3].map((chain) => autoregressive(chain, 0.8))
  // 8000 (1 - 0.8) / (1 + 0.8) = 889; the estimate wanders by some ten percent
  expect(effectiveSampleSize(bound) / 889).toBeGreaterThan(0.75)
  expect(effectiveSampleSize(bound) / 889).toBeLessThan(1.3)
})
