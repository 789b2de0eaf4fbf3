/**
 * The operations that carry all heavy work. Each runs as a kernel of our own where the current backend has one
 * registered (wasm.ts, blas.ts) and as a composition of TensorFlow.js's own operations elsewhere (WebGL, WebGPU).
 * None of them is differentiable: the adjoints stand beside them and are called by hand.
 */
import * as tf from '@tensorflow/tfjs'
import {
  stockAwayFromZero,
  stockMaxPool,
  stockMaxPoolAdjoint,
  stockMoments,
  stockPatches,
  stockPatchesAdjoint,
  stockPickWinners,
} from './stock.ts'
import { convolved, type ImageShape, pooled } from './windows.ts'

export type { ImageShape }

/** Names under which backends register their own versions. */
export const kernelNames = {
  patches: 'RelevancePatches',
  patchesAdjoint: 'RelevancePatchesAdjoint',
  maxPool: 'RelevanceMaxPool',
  maxPoolAdjoint: 'RelevanceMaxPoolAdjoint',
  quantizedMatMul: 'RelevanceQuantizedMatMul',
  dequantize: 'RelevanceDequantize',
  moments: 'RelevanceMoments',
  awayFromZero: 'RelevanceAwayFromZero',
} as const

/** Batched product [A, m, k] × [B, k, n] → [max(A, B), m, n]; A or B may be 1. Transposing swaps an operand's last two axes. */
export function matMul(a: tf.Tensor3D, b: tf.Tensor3D, transposeA = false, transposeB = false): tf.Tensor3D {
  return tf.matMul(a, b, transposeA, transposeB)
}

/**
 * Every size × size window of x as a row: [N, h, w, c] → [N, oh · ow, size² · c], stride 1, no padding.
 * A row runs over kernel row, kernel column, channel, so that a convolution is patches × kernel reshaped to [size² · c, out].
 */
export function patches(x: tf.Tensor4D, size: number): tf.Tensor3D {
  return run(kernelNames.patches, { x }, { size }, () => stockPatches(x, size)) as tf.Tensor3D
}

/** The adjoint of `patches`: each pixel receives the sum over the windows that hold it, [N, oh · ow, size² · c] → [N, h, w, c]. */
export function patchesAdjoint(p: tf.Tensor3D, shape: ImageShape, size: number): tf.Tensor4D {
  const [n, height, width, channels] = shape
  const [oh, ow] = convolved(shape, size)
  expectShape('patchesAdjoint', p, [n, oh * ow, size * size * channels])
  const attributes = { height, width, channels, size }
  return run(kernelNames.patchesAdjoint, { p }, attributes, () =>
    stockPatchesAdjoint(p, shape, size),
  ) as tf.Tensor4D
}

export interface Pooled {
  /** [N, oh, ow, c] */
  readonly y: tf.Tensor4D
  /** [N, oh, ow, c], float32: which position of its window won, 0 … size² - 1 in row-major order. */
  readonly winner: tf.Tensor4D
}

/** Max-pool without padding; of equal pixels the first of the window in row-major order wins. */
export function maxPool(x: tf.Tensor4D, size: number, stride: number): Pooled {
  const [y, winner] = run(kernelNames.maxPool, { x }, { size, stride }, () => {
    const stock = stockMaxPool(x, size, stride)
    return [stock.y, stock.winner]
  }) as [tf.Tensor4D, tf.Tensor4D]
  return { y, winner }
}

/** Sends r [N, oh, ow, c] back to the winners, adding where windows overlap: [N, h, w, c]. */
export function maxPoolAdjoint(
  r: tf.Tensor4D,
  winner: tf.Tensor4D,
  shape: ImageShape,
  size: number,
  stride: number,
): tf.Tensor4D {
  const [n, height, width, channels] = shape
  const [oh, ow] = pooled(shape, size, stride)
  expectShape('maxPoolAdjoint', r, [n, oh, ow, channels])
  expectShape('maxPoolAdjoint', winner, [n, oh, ow, channels])
  return run(kernelNames.maxPoolAdjoint, { r, winner }, { height, width, size, stride }, () =>
    stockMaxPoolAdjoint(r, winner, shape, size, stride),
  ) as tf.Tensor4D
}

/** The adjoint of `maxPoolAdjoint`: of x [N, h, w, c] the values at the winners, [N, oh, ow, c]. */
export function pickWinners(x: tf.Tensor4D, winner: tf.Tensor4D, size: number, stride: number): tf.Tensor4D {
  expectShape('pickWinners', winner, [x.shape[0], ...pooled(x.shape, size, stride), x.shape[3]])
  return tf.tidy(() => stockPickWinners(x, winner, size, stride))
}

/** Sums over the draws of x [S, n, features]: of the values, of their squares, how many are above, and below, zero; [4, n, features]. */
export function moments(x: tf.Tensor3D): tf.Tensor3D {
  return run(kernelNames.moments, { x }, {}, () => stockMoments(x)) as tf.Tensor3D
}

/** z + by · sgn(z), where zero has the sign given. */
export function awayFromZero(z: tf.Tensor3D, by: number, zeroSign: 1 | -1): tf.Tensor3D {
  return run(kernelNames.awayFromZero, { z }, { by, zeroSign }, () =>
    stockAwayFromZero(z, by, zeroSign),
  ) as tf.Tensor3D
}

function run(
  name: string,
  inputs: tf.NamedTensorMap,
  attributes: Record<string, number>,
  stock: () => tf.Tensor | tf.Tensor[],
): tf.Tensor | tf.Tensor[] {
  if (tf.getKernel(name, tf.getBackend())) return tf.engine().runKernel(name, inputs, attributes)
  return tf.tidy(stock)
}

function expectShape(op: string, tensor: tf.Tensor, shape: readonly number[]): void {
  if (tensor.shape.length === shape.length && tensor.shape.every((size, axis) => size === shape[axis])) return
  throw new TypeError(`${op}: expected shape [${shape.join(', ')}], got [${tensor.shape.join(', ')}]`)
}
