import { describe, expect, it } from 'vitest'
import {
  crossEntropy,
  crossEntropyGradient,
  margin,
  marginGradient,
  softmax,
} from '../../../src/core/nn/loss.ts'

const logits = Float64Array.of(1, -2, 0.5, 3)
const step = 1e-6

function finiteDifferences(loss: (z: Float64Array) => number): number[] {
  return [...logits].map((_, j) => {
    const moved = (by: number) => logits.map((z, i) => (i === j ? z + by : z))
    return (loss(moved(step)) - loss(moved(-step))) / (2 * step)
  })
}

describe('cross-entropy', () => {
  it('is -ln of the softmax', () => {
    expect(crossEntropy(logits, 2)).toBeCloseTo(-Math.log(softmax(logits)[2]!), 12)
  })

  it('has the gradient of its finite differences', () => {
    const expected = finiteDifferences((z) => crossEntropy(z, 2))
    crossEntropyGradient(logits, 2, 'double').forEach((g, j) => {
      expect(g).toBeCloseTo(expected[j]!, 8)
    })
    crossEntropyGradient(logits, 2, 'float32').forEach((g, j) => {
      expect(g).toBeCloseTo(expected[j]!, 6)
    })
  })

  it('keeps what float32 loses: the loss and gradient of a very confident network', () => {
    const confident = Float32Array.of(60, 0, 0, 0)
    expect(crossEntropy(confident, 0)).toBeCloseTo(3 * Math.exp(-60), 40)
    expect(crossEntropyGradient(confident, 0, 'double')[0]).toBeCloseTo(-3 * Math.exp(-60), 40)
    expect(crossEntropyGradient(confident, 0, 'float32')[0]).toBe(0) // p rounds to 1
  })

  it('is exactly zero in float32 once the other classes underflow, in double far later', () => {
    const saturated = Float32Array.of(200, 0, 0, 0)
    expect(crossEntropyGradient(saturated, 0, 'float32').every((g) => g === 0)).toBe(true)
    expect(crossEntropyGradient(saturated, 0, 'double').every((g) => g === 0)).toBe(false)
    expect(crossEntropyGradient(Float32Array.of(2000, 0), 0, 'double').every((g) => g === 0)).toBe(true)
  })

  it('stays finite where a class is hopeless', () => {
    expect(crossEntropy(Float32Array.of(-2000, 2000), 0)).toBe(4000)
  })
})

describe('margin', () => {
  it('is positive once another class leads', () => {
    expect(margin(logits, 3)).toBeCloseTo((1 - 3) / 5, 12)
    expect(margin(logits, 0)).toBeGreaterThan(0)
  })

  it('has a gradient that never saturates', () => {
    expect([...marginGradient(Float32Array.of(2000, 0, -1), 0)]).toEqual([-1 / 2001, 1 / 2001, 0])
  })
})
