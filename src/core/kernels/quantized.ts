/**
 * Weights that stay int8 in memory: a quarter of the bytes to hold and to stream. Products with them take less time
 * for a few images and the same for many (they are widened where float32 would be packed), so they are never made
 * float32 as a whole. Only backends with a kernel for it keep them so; elsewhere they become float32 when uploaded.
 */
import * as tf from '@tensorflow/tfjs'
import { kernelNames, matMul } from './ops.ts'

/** int8 weights of S draws with one scale a draw, w = scale · q, times `positive` or `negative` after the sign of q. */
export interface Quantized {
  /** [S, rows, columns]; TensorFlow.js has no int8, so these are the bytes of a bool tensor. */
  readonly values: tf.Tensor3D
  /** [S] */
  readonly scales: tf.Tensor1D
  readonly positive: number
  readonly negative: number
}

export type WeightTensor = tf.Tensor3D | Quantized

/** Whether the current backend has products with int8 weights. */
export function keepsEightBits(): boolean {
  return tf.getKernel(kernelNames.quantizedMatMul, tf.getBackend()) !== undefined
}

/** Uploads int8 weights [S, rows, columns] with their scales [S]; free them with `disposeWeights`. */
export function uploadQuantized(
  values: Int8Array,
  scales: Float32Array,
  shape: [draws: number, rows: number, columns: number],
): WeightTensor {
  const size = shape[0] * shape[1] * shape[2]
  if (values.length !== size || scales.length !== shape[0])
    throw new TypeError(
      `int8 weights [${shape.join(', ')}]: got ${values.length} values, ${scales.length} scales`,
    )
  if (!keepsEightBits()) return tf.tensor3d(floatsOf(values, scales), shape)
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  return { values: tf.tensor3d(bytes, shape, 'bool'), scales: tf.tensor1d(scales), positive: 1, negative: 1 }
}

export interface ProductOptions {
  /** Takes w as [S, n, k]. */
  readonly transposeB?: boolean
  /** [S, 1, n], added to every row. */
  readonly bias?: tf.Tensor3D | undefined
  /** [S or 1, m, n]: where it is zero, the result may be left out as zero; of black pixels nobody reads the weights. */
  readonly at?: tf.Tensor3D | undefined
}

/** a [S or 1, m, k] × w [S, k, n] → [S, m, n]. */
export function matMulWeights(
  a: tf.Tensor3D,
  w: WeightTensor,
  { transposeB = false, bias, at }: ProductOptions = {},
): tf.Tensor3D {
  if (!isQuantized(w)) {
    const product = matMul(a, w, false, transposeB)
    return bias ? product.add(bias) : product
  }
  expectFit(a, w, transposeB)
  const { values, scales, positive, negative } = w
  const attributes = { transposeB, positive, negative }
  const inputs = { a, values, scales, ...(bias && { bias }), ...(at && { at }) }
  return tf.engine().runKernel(kernelNames.quantizedMatMul, inputs, attributes)
}

/** The weights as float32, for rules that change them; a tensor of the caller's own, unless they are float32 already. */
export function floatWeights(w: WeightTensor): tf.Tensor3D {
  if (!isQuantized(w)) return w
  const { values, scales, positive, negative } = w
  return tf.engine().runKernel(kernelNames.dequantize, { values, scales }, { positive, negative })
}

/** Positive weights times one factor, negative ones times another. int8 weights stay what they are: this is a view of them. */
export function weightsBySign(w: WeightTensor, positive: number, negative: number): WeightTensor {
  if (isQuantized(w)) return { ...w, positive: w.positive * positive, negative: w.negative * negative }
  return tf.tidy(() => tf.add(tf.mul(w, negative), tf.mul(tf.relu(w), positive - negative)))
}

export function disposeWeights(w: WeightTensor): void {
  tf.dispose(isQuantized(w) ? [w.values, w.scales] : w)
}

function isQuantized(w: WeightTensor): w is Quantized {
  return 'scales' in w
}

/** The kernel itself trusts its shapes. */
function expectFit(a: tf.Tensor3D, { values }: Quantized, transposeB: boolean): void {
  const k = transposeB ? values.shape[2] : values.shape[1]
  const draws = values.shape[0]
  if (a.dtype === 'float32' && a.shape[2] === k && (a.shape[0] === draws || a.shape[0] === 1)) return
  throw new TypeError(
    `matMulWeights: [${a.shape.join(', ')}] does not fit int8 weights [${values.shape.join(', ')}]${transposeB ? ', transposed' : ''}`,
  )
}

function floatsOf(values: Int8Array, scales: Float32Array): Float32Array {
  const size = values.length / scales.length
  const out = new Float32Array(values.length)
  scales.forEach((scale, s) => {
    for (let i = s * size; i < (s + 1) * size; i++) out[i] = scale * values[i]!
  })
  return out
}
