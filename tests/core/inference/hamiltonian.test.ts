import { describe, expect, it } from 'vitest'
import { chainState, chainWalker, keptDraws, transitions } from '../../../src/core/inference/chain.ts'
import { kineticEnergy, leapfrog, type Potential, placeAt } from '../../../src/core/inference/hamiltonian.ts'
import { key } from '../../../src/domain/random.ts'
import { linearRegression } from './knownWorlds.ts'

/** U = q² / 2 in each dimension: springs of stiffness 1. */
const spring: Potential = {
  dimension: 2,
  energy(position, gradient) {
    gradient.set(position)
    return kineticEnergy(position)
  },
}

describe('leapfrog', () => {
  const energyError = (step: number) => {
    const momentum = Float32Array.of(0.3, -0.7)
    const from = placeAt(spring, Float32Array.of(1, 0.5))
    const before = from.energy + kineticEnergy(momentum)
    // the error oscillates: its size is the largest on the way, not that at the end
    let place = from
    let worst = 0
    for (let i = 0; i < 6.4 / step; i++) {
      place = leapfrog(spring, place, momentum, step, 1)
      worst = Math.max(worst, Math.abs(place.energy + kineticEnergy(momentum) - before))
    }
    return worst
  }

  it('follows a spring round its circle', () => {
    const momentum = Float32Array.of(0, 0)
    const steps = 1000
    const place = leapfrog(
      spring,
      placeAt(spring, Float32Array.of(1, -2)),
      momentum,
      (2 * Math.PI) / steps,
      steps,
    )
    expect(place.position[0]).toBeCloseTo(1, 3)
    expect(place.position[1]).toBeCloseTo(-2, 3)
  })

  it('has a quarter of the energy error at half the step', () => {
    expect(energyError(0.2) / energyError(0.1)).toBeCloseTo(4, 0)
    expect(energyError(0.1) / energyError(0.05)).toBeCloseTo(4, 0)
  })

  it('leads back when the momentum is turned round', () => {
    const momentum = Float32Array.of(0.3, -0.7)
    const start = placeAt(spring, Float32Array.of(1, 0.5))
    const end = leapfrog(spring, start, momentum, 0.2, 25)
    const back = leapfrog(
      spring,
      end,
      momentum.map((p) => -p),
      0.2,
      25,
    )
    expect(back.position[0]).toBeCloseTo(1, 5)
    expect(back.position[1]).toBeCloseTo(0.5, 5)
  })
})

describe('a chain', () => {
  const run = (potential: Potential, start: Float32Array, draws = 1500) => {
    const plan = {
      warmUp: 300,
      draws,
      thin: 2,
      leapfrogSteps: 10,
      relaxation: 0,
      relaxationSteps: 1,
      firstStepSize: 0.1,
      target: 0.8,
    }
    const state = chainState(plan, start)
    const walker = chainWalker(potential, plan, state, key(7))
    for (let i = 0; i < transitions(plan); i++) walker.advance()
    return { state, draws: keptDraws(state) }
  }

  it('recovers the mean and variance of a Gaussian', () => {
    const [center, scale] = [Float32Array.of(2, -1), Float32Array.of(0.5, 1.5)]
    const gaussian: Potential = {
      dimension: 2,
      energy(position, gradient) {
        let sum = 0
        position.forEach((q, i) => {
          const z = (q - center[i]!) / scale[i]!
          gradient[i] = z / scale[i]!
          sum += (z * z) / 2
        })
        return sum
      },
    }
    const { draws } = run(gaussian, Float32Array.of(0, 0))
    for (const i of [0, 1]) {
      const { mean, deviation } = momentsOf(draws.map((draw) => draw[i]!))
      // 1500 nearly independent draws: the mean is known to deviation / sqrt(1500) = 2.6 %; four times that
      expect(Math.abs(mean - center[i]!)).toBeLessThan(0.1 * scale[i]!)
      expect(Math.abs(deviation / scale[i]! - 1)).toBeLessThan(0.1)
    }
  })

  it('keeps no draw of the estimate that it relaxed on', () => {
    const springAt = (center: number): Potential => ({
      dimension: 1,
      energy(position, gradient) {
        gradient[0] = position[0]! - center
        return gradient[0] ** 2 / 2
      },
    })
    const plan = {
      relaxation: 20,
      relaxationSteps: 15,
      warmUp: 50,
      draws: 500,
      thin: 2,
      leapfrogSteps: 10,
      firstStepSize: 0.1,
      target: 0.8,
    }
    const state = chainState(plan, Float32Array.of(0))
    const walker = chainWalker(springAt(0), plan, state, key(7), springAt(30))
    for (let i = 0; i < plan.relaxation; i++) walker.advance()
    expect(Math.abs(state.tensors.position![0]! - 30)).toBeLessThan(5)
    // the curve shows the potential that is sampled: 30 away from its minimum
    expect(state.curves.potential!.at(-1)).toBeGreaterThan(25 ** 2 / 2)
    while (state.counters.transitions! < transitions(plan)) walker.advance()
    const { mean, deviation } = momentsOf(keptDraws(state).map((draw) => draw[0]!))
    expect(Math.abs(mean)).toBeLessThan(0.2)
    expect(Math.abs(deviation - 1)).toBeLessThan(0.15)
  })

  it('relaxes with a shorter step where the first is rejected', () => {
    // stiffness 10 000: a leapfrog step above 0.02 diverges
    const stiff: Potential = {
      dimension: 1,
      energy(position, gradient) {
        gradient[0] = 1e4 * position[0]!
        return (gradient[0] * position[0]!) / 2
      },
    }
    const plan = {
      relaxation: 5,
      relaxationSteps: 20,
      warmUp: 0,
      draws: 0,
      thin: 1,
      leapfrogSteps: 1,
      firstStepSize: 1,
      target: 0.8,
    }
    const state = chainState(plan, Float32Array.of(3))
    const walker = chainWalker(stiff, plan, state, key(7))
    const positions = Array.from({ length: plan.relaxation }, () => {
      walker.advance()
      return state.tensors.position![0]!
    })
    expect(new Set([3, ...positions]).size).toBe(plan.relaxation + 1)
    expect(Math.max(...state.curves.stepSize!)).toBeLessThan(0.02)
  })

  it('recovers the posterior of a Bayesian linear regression', () => {
    const { potential, mean, deviation } = linearRegression()
    const { draws } = run(potential, new Float32Array(2))
    for (const i of [0, 1]) {
      const seen = momentsOf(draws.map((draw) => draw[i]!))
      expect(Math.abs(seen.mean - mean[i]!)).toBeLessThan(0.1 * deviation[i]!)
      expect(Math.abs(seen.deviation / deviation[i]! - 1)).toBeLessThan(0.1)
    }
  })

  it('adapts its step size to the acceptance aimed at', () => {
    const dimension = 100
    // springs of many stiffnesses: equal ones would all come round at the same time
    const wide: Potential = {
      dimension,
      energy(position, gradient) {
        let sum = 0
        position.forEach((q, i) => {
          const stiffness = 0.2 + i / dimension
          gradient[i] = stiffness * q
          sum += (stiffness * q * q) / 2
        })
        return sum
      },
    }
    const plan = {
      warmUp: 400,
      draws: 400,
      thin: 1,
      leapfrogSteps: 5,
      relaxation: 0,
      relaxationSteps: 1,
      firstStepSize: 0.01,
      target: 0.75,
    }
    const state = chainState(plan, new Float32Array(dimension).fill(1))
    const walker = chainWalker(wide, plan, state, key(3))
    for (let i = 0; i < transitions(plan); i++) walker.advance()
    const after = state.curves.acceptanceProbability!.slice(plan.warmUp)
    expect(momentsOf(after).mean).toBeGreaterThan(0.65)
    expect(momentsOf(after).mean).toBeLessThan(0.85)
  })
})

function momentsOf(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { mean, deviation: Math.sqrt(variance) }
}
