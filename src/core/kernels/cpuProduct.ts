import type { BatchMatMulAttrs, TensorInfo } from '@tensorflow/tfjs'
import type { Blas } from '../inference/blas.ts'
import { type ProductSizes, productSizes } from './batches.ts'
import { type CpuBackend, floats, made } from './cpuBackend.ts'
import type { Run } from './replace.ts'

/** BatchMatMul: one call of `blas` a sample; a left operand with a shared right one is one tall matrix. */
export function batchMatMul(
  backend: CpuBackend,
  blas: Blas,
): Run<{ a: TensorInfo; b: TensorInfo }, BatchMatMulAttrs> {
  return ({ a, b }, { transposeA, transposeB }) => {
    const sizes = productSizes(a, b, transposeA, transposeB)
    if (!sizes) return undefined
    const { m, n, k, batch, batchA, batchB, shape } = tall(sizes, transposeA)
    const left = floats(backend, a)
    const right = floats(backend, b)
    const out = new Float32Array(batch * m * n)
    for (let s = 0; s < batch; s++) {
      const from = part(left, batchA === 1 ? 0 : s, m * k)
      const by = part(right, batchB === 1 ? 0 : s, k * n)
      blas.gemm(transposeA, transposeB, m, n, k, from, by, 0, part(out, s, m * n))
    }
    return made(backend, shape, out)
  }
}

function tall(sizes: ProductSizes, transposeA: boolean): ProductSizes {
  const { m, batch, batchA, batchB } = sizes
  if (transposeA || batchB > 1 || batchA === 1) return sizes
  return { ...sizes, m: m * batch, batch: 1, batchA: 1 }
}

function part(values: Float32Array, index: number, size: number): Float32Array {
  return values.subarray(index * size, (index + 1) * size)
}
