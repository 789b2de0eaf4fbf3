import { expect, it } from 'vitest'
import { adam, adamState } from '../../../src/core/inference/adam.ts'
import {
  addDivergenceGradient,
  addDrawGradient,
  divergence,
  inverseSoftplus,
  meanOf,
  reparameterize,
  reparameterizedBuffers,
  scaleOf,
  softplus,
} from '../../../src/core/inference/variational.ts'
import { key, normal, split } from '../../../src/domain/random.ts'
import { linearRegression } from './knownWorlds.ts'

type Loss = (w: Float32Array, gradient: Float32Array) => number

/** Adam on the negative evidence lower bound with the divergence at full weight. */
function settle(loss: Loss, prior: Float32Array, steps = 8000): Float32Array {
  const count = prior.length
  const vector = new Float32Array(2 * count).fill(inverseSoftplus(0.5), count)
  const state = adamState(2 * count)
  const buffers = reparameterizedBuffers(count)
  const [lossGradient, gradient] = [new Float32Array(count), new Float32Array(2 * count)]
  for (let step = 1; step <= steps; step++) {
    const noise = normal(split(key(1), step), count)
    reparameterize(vector, noise, buffers)
    loss(buffers.draw, lossGradient)
    gradient.fill(0)
    addDrawGradient(noise, buffers, lossGradient, gradient)
    addDivergenceGradient(vector, buffers, prior, 1, gradient)
    adam(state, vector, gradient, 0.02 * (1 - step / (steps + 1)), step)
  }
  return vector
}

it('recovers a Gaussian when the prior is flat', () => {
  const target = { mean: [1, -2], scale: [0.3, 0.8] }
  const loss: Loss = (w, gradient) => {
    w.forEach((value, i) => (gradient[i] = (value - target.mean[i]!) / target.scale[i]! ** 2))
    return 0
  }
  const vector = settle(loss, Float32Array.of(1e4, 1e4))
  for (const i of [0, 1]) {
    expect(Math.abs(meanOf(vector)[i]! - target.mean[i]!)).toBeLessThan(0.1 * target.scale[i]!)
    expect(Math.abs(scaleOf(vector)[i]! / target.scale[i]! - 1)).toBeLessThan(0.05)
  }
})

it('recovers the posterior of a Bayesian linear regression', () => {
  const { likelihood, mean, deviation } = linearRegression()
  const vector = settle(likelihood, Float32Array.of(1, 1))
  for (const i of [0, 1]) {
    expect(Math.abs(meanOf(vector)[i]! - mean[i]!)).toBeLessThan(0.2 * deviation[i]!)
    expect(Math.abs(scaleOf(vector)[i]! / deviation[i]! - 1)).toBeLessThan(0.1)
  }
})

it('has no divergence from the prior itself, and the closed form elsewhere', () => {
  const prior = Float32Array.of(0.5, 2)
  const itself = Float32Array.of(0, 0, inverseSoftplus(0.5), inverseSoftplus(2))
  expect(divergence(itself, prior)).toBeCloseTo(0, 5)
  const shifted = Float32Array.of(0.5, 0, inverseSoftplus(0.5), inverseSoftplus(2))
  expect(divergence(shifted, prior)).toBeCloseTo(0.5, 5)
})

it('inverts softplus', () => {
  for (const scale of [1e-4, 0.1, 1, 30]) expect(softplus(inverseSoftplus(scale)) / scale).toBeCloseTo(1, 6)
})
