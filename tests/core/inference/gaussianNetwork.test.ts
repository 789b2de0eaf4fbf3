import { describe, expect, it } from 'vitest'
import { plainBlas } from '../../../src/core/inference/blas.ts'
import { gaussianNetwork } from '../../../src/core/inference/gaussianNetwork.ts'
import { trainingNetwork } from '../../../src/core/inference/network.ts'
import { type Architecture, leakySlope } from '../../../src/core/nn/architecture.ts'
import { architecture as known } from '../../../src/core/nn/architectures/index.ts'
import { key, normal, split, uniform } from '../../../src/domain/random.ts'

const architecture: Architecture = {
  ...known('fc2', 6),
  input: [2, 2, 1],
  classes: 3,
  layers: [
    { kind: 'flatten' },
    { kind: 'dense', in: 4, out: 6 },
    { kind: 'leakyRelu', slope: leakySlope },
    { kind: 'dense', in: 6, out: 3 },
  ],
}
const count = 4 * 6 + 6 + 6 * 3 + 3
const mean = normal(key(1), count)
const variance = uniform(key(2), count, 0.05, 0.5)
const images = uniform(key(3), 5 * 4)
const batch = { images, labels: Uint8Array.of(0, 2, 1, 1, 0), count: 5 }

function lossAt(means: Float32Array, variances: Float32Array, noise = key(4)) {
  const at = { mean: new Float32Array(count), variance: new Float32Array(count) }
  const network = gaussianNetwork(architecture, 5, plainBlas)
  const { loss } = network.addLossGradient(means, variances, batch, noise, at)
  return { loss, at }
}

describe('a network with Gaussian weights', () => {
  it.each(['mean', 'variance'] as const)(
    'has the gradient in the %s that finite differences have',
    (which) => {
      const { at } = lossAt(mean, variance)
      const step = 1e-2
      for (let i = 0; i < count; i++) {
        const moved = (by: number) => {
          const vectors = { mean: mean.slice(), variance: variance.slice() }
          vectors[which][i]! += by
          return lossAt(vectors.mean, vectors.variance).loss
        }
        const slope = (moved(step) - moved(-step)) / (2 * step)
        expect(Math.abs(at[which][i]! - slope)).toBeLessThan(2e-3 + 0.02 * Math.abs(slope))
      }
    },
  )

  it('is the plain network where the variance is zero', () => {
    const still = lossAt(mean, new Float32Array(count)).loss
    const network = trainingNetwork(architecture, 5, plainBlas)
    const logits = network.forward(mean, images, 5)
    const expected = batch.labels.reduce((sum, label, i) => {
      const z = logits.subarray(3 * i, 3 * i + 3)
      return sum + Math.log(z.reduce((total, value) => total + Math.exp(value - z[label]!), 0)) / 5
    }, 0)
    expect(still).toBeCloseTo(expected, 5)
  })

  it('has the mean loss that drawing the weights has, in one layer', () => {
    const shallow: Architecture = {
      ...architecture,
      layers: [{ kind: 'flatten' }, { kind: 'dense', in: 4, out: 3 }],
    }
    const size = 4 * 3 + 3
    const [means, variances] = [mean.subarray(0, size), variance.subarray(0, size)]
    const into = { mean: new Float32Array(size), variance: new Float32Array(size) }
    const drawn = gaussianNetwork(shallow, 5, plainBlas)
    const plain = trainingNetwork(shallow, 5, plainBlas)
    const runs = 4000
    let [byActivations, byWeights] = [0, 0]
    for (let run = 0; run < runs; run++) {
      byActivations += drawn.addLossGradient(means, variances, batch, split(key(5), run), into).loss / runs
      const noise = normal(split(key(6), run), size)
      const weights = means.map((m, i) => m + Math.sqrt(variances[i]!) * noise[i]!)
      const logits = plain.forward(weights, images, 5)
      batch.labels.forEach((label, i) => {
        const z = logits.subarray(3 * i, 3 * i + 3)
        byWeights += Math.log(z.reduce((sum, value) => sum + Math.exp(value - z[label]!), 0)) / 5 / runs
      })
    }
    // the loss of one draw deviates by about 0.5: its mean over 4000 is known to 0.01
    expect(Math.abs(byActivations - byWeights)).toBeLessThan(0.03)
  })

  it('refuses a convolution', () => {
    expect(() => gaussianNetwork(known('conv', 16), 5, plainBlas)).toThrow('needs dense layers only')
  })
})
