import * as tf from '@tensorflow/tfjs'
import type { Blas } from '../inference/blas.ts'
import { type ProductSizes, productSizes } from './batches.ts'
import { kernelNames } from './ops.ts'
import type { Run } from './replace.ts'
import { address, floatsAt, growingBuffer, type WasmBackend } from './wasmHeap.ts'
import type { Assembly, BySign, QuantizedProductInputs } from './wasmKernels.ts'

/** Fewer rows than these take less time in our own product, which reads int8 weights as they are, than to widen them. */
const fewestRows = 8

/** The products through a native BLAS that works on the heap itself: two to three times as fast as WebAssembly can. */
export function blasKernelsOn(
  backend: WasmBackend,
  assembly: Assembly,
  blas: Blas,
): Readonly<Record<string, Run>> {
  return {
    [tf.BatchMatMul]: batchMatMul(backend, blas),
    [kernelNames.quantizedMatMul]: quantizedMatMul(backend, assembly, blas),
  }
}

/** One call of `blas` a sample; a left operand with a shared right one is one tall matrix. */
function batchMatMul(
  backend: WasmBackend,
  blas: Blas,
): Run<{ a: tf.TensorInfo; b: tf.TensorInfo }, tf.BatchMatMulAttrs> {
  return ({ a, b }, { transposeA, transposeB }) => {
    const sizes = productSizes(a, b, transposeA, transposeB)
    if (!sizes) return undefined
    const { m, n, k, batch, batchA, batchB } = tall(sizes, transposeA)
    const out = backend.makeOutput(sizes.shape, 'float32')
    const [left, right, to] = [a, b, out].map((tensor) => samples(backend, tensor))
    for (let s = 0; s < batch; s++) {
      const from = left!(batchA === 1 ? 0 : s, m * k)
      const by = right!(batchB === 1 ? 0 : s, k * n)
      blas.gemm(transposeA, transposeB, m, n, k, from, by, 0, to!(s, m * n))
    }
    return out
  }
}

/** Weights are widened one matrix at a time: it is still in the cache when the product reads it. */
function quantizedMatMul(
  backend: WasmBackend,
  assembly: Assembly,
  blas: Blas,
): Run<QuantizedProductInputs, BySign & { transposeB: boolean }> {
  const buffer = growingBuffer(backend)
  return ({ a, values, scales, bias }, { transposeB, positive, negative }) => {
    const [batchA = 0, m = 0, k = 0] = a.shape
    const [batch = 0, rows = 0, columns = 0] = values.shape
    if (m < fewestRows) return undefined
    const [n, size] = [transposeB ? rows : columns, rows * columns]
    const out = backend.makeOutput([batch, m, n], 'float32')
    const wide = buffer(size * 4)
    const [left, to] = [a, out].map((tensor) => samples(backend, tensor))
    for (let s = 0; s < batch; s++) {
      const from = address(backend, values) + s * size
      assembly.dequantize(1, size, from, address(backend, scales) + s * 4, positive, negative, wide)
      const sums = to!(s, m * n)
      if (bias) fillRows(sums, samples(backend, bias)(s, n))
      const by = floatsAt(backend, wide, size)
      blas.gemm(false, transposeB, m, n, k, left!(batchA === 1 ? 0 : s, m * k), by, bias ? 1 : 0, sums)
    }
    return out
  }
}

function tall(sizes: ProductSizes, transposeA: boolean): ProductSizes {
  const { m, batch, batchA, batchB } = sizes
  if (transposeA || batchB > 1 || batchA === 1) return sizes
  return { ...sizes, m: m * batch, batch: 1, batchA: 1 }
}

/** The samples of a tensor as it lies on the heap. */
function samples(backend: WasmBackend, tensor: tf.TensorInfo) {
  const at = address(backend, tensor)
  return (index: number, size: number): Float32Array => floatsAt(backend, at + index * size * 4, size)
}

function fillRows(matrix: Float32Array, row: Float32Array): void {
  for (let at = 0; at < matrix.length; at += row.length) matrix.set(row, at)
}
