import type { Architecture } from '../nn/architecture.ts'
import type { Blas } from './blas.ts'
import type { Potential } from './hamiltonian.ts'
import { crossEntropy } from './loss.ts'
import type { LabelledImages } from './method.ts'
import { trainingNetwork } from './network.ts'

/** Images in one pass of a full gradient: large enough for the products, small enough for the caches. */
const block = 2000

/** The potential of a network's posterior, and what its last evaluation saw. */
export interface NetworkPotential extends Potential {
  /** Of the last evaluation: negative log-likelihood in nats over all images, and share of right answers. */
  readonly last: { negativeLogLikelihood: number; accuracy: number }
}

/**
 * U(u) = cross-entropy summed over all images at weights scale * u, plus |u|² / 2:
 * in units of the prior's standard deviations, so that unit mass is mass = 1 / prior variance.
 * Where some images stand for more, each counts `weight` times.
 */
export function networkPotential(
  architecture: Architecture,
  { images, labels }: LabelledImages,
  scale: Float32Array,
  blas: Blas,
  weight = 1,
): NetworkPotential {
  const network = trainingNetwork(architecture, Math.min(block, labels.length), blas)
  const width = images.length / labels.length
  const weights = new Float32Array(scale.length)
  const errors = new Float32Array(network.capacity * architecture.classes)
  const last = { negativeLogLikelihood: 0, accuracy: 0 }
  const addBlock = (from: number, gradient: Float32Array) => {
    const part = labels.subarray(from, from + network.capacity)
    const input = images.subarray(from * width, (from + part.length) * width)
    const logits = network.forward(weights, input, part.length)
    const error = errors.subarray(0, logits.length)
    const reading = crossEntropy(logits, part, architecture.classes, error)
    network.backward(weights, input, part.length, error, { parameters: gradient })
    return reading
  }
  return {
    dimension: scale.length,
    last,
    energy(position, gradient) {
      for (let i = 0; i < scale.length; i++) weights[i] = scale[i]! * position[i]!
      gradient.fill(0)
      let loss = 0
      let correct = 0
      for (let from = 0; from < labels.length; from += network.capacity) {
        const reading = addBlock(from, gradient)
        loss += reading.loss
        correct += reading.correct
      }
      last.negativeLogLikelihood = loss
      last.accuracy = correct / labels.length
      return weight * loss + addPrior(scale, position, gradient, weight)
    },
  }
}

/** Turns the gradient in the weights into that in units of the prior, the prior's own added; returns its energy. */
function addPrior(
  scale: Float32Array,
  position: Float32Array,
  gradient: Float32Array,
  weight: number,
): number {
  let squares = 0
  for (let i = 0; i < scale.length; i++) {
    const u = position[i]!
    gradient[i] = weight * scale[i]! * gradient[i]! + u
    squares += u * u
  }
  return squares / 2
}
