import { describe, expect, it } from 'vitest'
import { plainBlas } from '../../../src/core/inference/blas.ts'
import { calibration, evaluate } from '../../../src/core/inference/evaluation.ts'
import type { Architecture } from '../../../src/core/nn/architecture.ts'
import { point } from '../../../src/core/posterior/point.ts'
import { unobserved } from '../../../src/domain/task.ts'

const net: Architecture = {
  id: 'line',
  hidden: 0,
  input: [1, 2, 1],
  classes: 2,
  layers: [{ kind: 'flatten' }, { kind: 'dense', in: 2, out: 2 }],
}
const images = Float32Array.of(0.6, 0.4, 0.3, 0.7, 0.9, 0.1)
const labels = Uint8Array.of(0, 1, 1)

/** Logits sharpness * x, so that the brighter pixel is the class. */
function judge(sharpness: number, budget = 0) {
  const layers = [{ w: Float32Array.of(sharpness, 0, 0, sharpness), b: new Float32Array(2) }]
  const options = { draws: 1, budget, blas: plainBlas }
  return evaluate(point(net, layers), { images, labels }, options, unobserved)
}

describe('evaluation', () => {
  it('counts right answers and nats', async () => {
    const { evaluation } = await judge(1)
    expect(evaluation.accuracy).toBeCloseTo(2 / 3, 10)
    const nats = [0.2, 0.4, -0.8].map((margin) => Math.log1p(Math.exp(-margin)))
    expect(evaluation.negativeLogLikelihood).toBeCloseTo((nats[0]! + nats[1]! + nats[2]!) / 3, 6)
  })

  it('moves every pixel by the budget against the label', async () => {
    expect((await judge(1, 0.09)).evaluation.fgsm.accuracy).toBeCloseTo(2 / 3, 10)
    expect((await judge(1, 0.11)).evaluation.fgsm.accuracy).toBeCloseTo(1 / 3, 10)
    expect((await judge(1, 0.21)).evaluation.fgsm.accuracy).toBe(0)
  })

  it('tells the two readings of a vanished gradient apart', async () => {
    const shares = async (sharpness: number) => (await judge(sharpness)).evaluation.saturation
    expect(await shares(1)).toEqual({ defined: [0], released: [0] })
    // margins 0.2, 0.4: exp(-160) vanishes in float32 (below 1e-45), not in double
    const middle = await shares(800)
    expect(middle.defined).toEqual([0])
    expect(middle.released[0]).toBeCloseTo(2 / 3, 10)
    expect((await shares(8000)).defined[0]).toBeCloseTo(2 / 3, 10)
  })

  it('attacks along a gradient that float32 could not hold', async () => {
    expect((await judge(800, 0.21)).evaluation.fgsm.accuracy).toBe(0)
  })
})

it('a calibration error is the gap between confidence and accuracy', () => {
  // four answers with confidence 0.9, three of them right, as sums over two draws
  const sums = Float64Array.from([1.8, 0.2, 1.8, 0.2, 1.8, 0.2, 1.8, 0.2])
  const { expectedCalibrationError, reliability } = calibration(sums, Uint8Array.of(0, 0, 0, 1), 2)
  expect(expectedCalibrationError).toBeCloseTo(0.15, 10)
  expect(reliability.filter((bin) => bin.count > 0)).toHaveLength(1)
})
