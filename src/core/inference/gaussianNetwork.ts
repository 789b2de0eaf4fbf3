import { type Key, normal, split } from '../../domain/random.ts'
import type { Architecture } from '../nn/architecture.ts'
import type { Blas } from './blas.ts'
import { activate, activationGradient } from './elementwise.ts'
import { crossEntropy } from './loss.ts'
import type { LabelledImages } from './method.ts'
import { type Stage, stagesOf, volumeSize } from './stages.ts'

/** Buffers of one dense layer for up to `capacity` images. */
interface Buffers {
  /** Squares of the layer's input [n, in]; on the way back, the gradient at them. */
  readonly squares: Float32Array
  /** After noise and activation [n, out]; on the way back, its gradient takes `gradient`. */
  readonly out: Float32Array
  readonly gradient: Float32Array
  /** Variance of the pre-activations; on the way back, the gradient at it. */
  readonly variance: Float32Array
  /** Derivative of the pre-activation in its variance: noise / (2 · deviation). */
  readonly slope: Float32Array
}

/** A dense network whose weights are independent Gaussians, for training. */
export interface GaussianNetwork {
  /**
   * Cross-entropy of a batch, mean over the images, with pre-activations drawn; its gradients in the means and
   * the variances of the weights (`parameterTensors`) are added to `into`.
   */
  addLossGradient(
    mean: Float32Array,
    variance: Float32Array,
    batch: LabelledImages & { readonly count: number },
    key: Key,
    into: { readonly mean: Float32Array; readonly variance: Float32Array },
  ): { readonly loss: number; readonly accuracy: number }
}

/**
 * Local reparameterization (Kingma, Salimans and Welling 2015): where the weights of a dense layer are
 * independent Gaussians, its pre-activations are too, z ~ N(a · μ + μ_b, a² · σ² + σ_b²). Drawing them instead of
 * the weights gives every image noise of its own, and the gradient a variance that falls with the batch.
 * @throws TypeError for a network with other layers than dense ones: a convolution's outputs share their weights
 */
export function gaussianNetwork(architecture: Architecture, capacity: number, blas: Blas): GaussianNetwork {
  const stages = stagesOf(architecture)
  if (stages.some(({ affine }) => affine.kind !== 'dense'))
    throw new TypeError(`variational inference: noise of activations needs dense layers only`)
  const buffers = stages.map((stage) => buffersOf(stage, capacity))
  const inputOf = (l: number, images: Float32Array) => (l === 0 ? images : buffers[l - 1]!.out)
  return {
    addLossGradient(mean, variance, { images, labels, count }, key, into) {
      for (const [l, stage] of stages.entries())
        forward(stage, buffers[l]!, blas, mean, variance, inputOf(l, images), count, split(key, l))
      const last = buffers.at(-1)!
      const size = count * architecture.classes
      const logits = last.out.subarray(0, size)
      const { loss, correct } = crossEntropy(
        logits,
        labels,
        architecture.classes,
        last.gradient.subarray(0, size),
        1 / count,
      )
      for (let l = stages.length - 1; l >= 0; l--) {
        const below = l === 0 ? undefined : buffers[l - 1]!.gradient
        backward(stages[l]!, buffers[l]!, blas, mean, variance, inputOf(l, images), count, into, below)
      }
      return { loss: loss / count, accuracy: correct / count }
    },
  }
}

function buffersOf(stage: Stage, capacity: number): Buffers {
  const out = () => new Float32Array(capacity * stage.affine.out)
  return {
    squares: new Float32Array(capacity * volumeSize(stage.input)),
    out: out(),
    gradient: out(),
    variance: out(),
    slope: out(),
  }
}

function forward(
  { affine, input: volume, weights, biases, slope: leak }: Stage,
  { squares, out, variance, slope }: Buffers,
  blas: Blas,
  means: Float32Array,
  variances: Float32Array,
  input: Float32Array,
  n: number,
  key: Key,
): void {
  const width = volumeSize(volume)
  for (let i = 0; i < n * width; i++) squares[i] = input[i]! * input[i]!
  const of = (vector: Float32Array, tensor: Stage['weights']) =>
    vector.subarray(tensor.offset, tensor.offset + tensor.size)
  blas.gemm(false, false, n, affine.out, width, input, of(means, weights), 0, out)
  blas.gemm(false, false, n, affine.out, width, squares, of(variances, weights), 0, variance)
  addNoise(out, variance, slope, of(variances, biases), normal(key, n * affine.out))
  activate(out, of(means, biases), n, leak)
}

/** out += deviation · noise, and the slope of that in the variance. */
function addNoise(
  out: Float32Array,
  variance: Float32Array,
  slope: Float32Array,
  biasVariance: Float32Array,
  noise: Float32Array,
): void {
  const width = biasVariance.length
  for (let at = 0; at < noise.length; at++) {
    const deviation = Math.sqrt(variance[at]! + biasVariance[at % width]!)
    out[at] = out[at]! + deviation * noise[at]!
    slope[at] = deviation > 0 ? noise[at]! / (2 * deviation) : 0
  }
}

function backward(
  { affine, input: volume, weights, biases, slope: leak }: Stage,
  { squares, out, gradient, variance, slope }: Buffers,
  blas: Blas,
  means: Float32Array,
  variances: Float32Array,
  input: Float32Array,
  n: number,
  into: { readonly mean: Float32Array; readonly variance: Float32Array },
  below: Float32Array | undefined,
): void {
  const width = volumeSize(volume)
  const of = (vector: Float32Array, tensor: Stage['weights']) =>
    vector.subarray(tensor.offset, tensor.offset + tensor.size)
  activationGradient(out, gradient, n, affine.out, leak, of(into.mean, biases))
  for (let i = 0; i < n * affine.out; i++) variance[i] = gradient[i]! * slope[i]!
  addColumnSums(variance, n, of(into.variance, biases))
  blas.gemm(true, false, width, affine.out, n, input, gradient, 1, of(into.mean, weights))
  blas.gemm(true, false, width, affine.out, n, squares, variance, 1, of(into.variance, weights))
  if (!below) return
  blas.gemm(false, true, n, width, affine.out, gradient, of(means, weights), 0, below)
  blas.gemm(false, true, n, width, affine.out, variance, of(variances, weights), 0, squares)
  for (let i = 0; i < n * width; i++) below[i] = below[i]! + 2 * input[i]! * squares[i]!
}

function addColumnSums(values: Float32Array, rows: number, sums: Float32Array): void {
  for (let row = 0, at = 0; row < rows; row++)
    for (let j = 0; j < sums.length; j++, at++) sums[j] = sums[j]! + values[at]!
}
