import { beforeAll, describe, expect, it } from 'vitest'
import { openBlas } from '../../../src/cli/openblas.ts'
import { type Blas, plainBlas } from '../../../src/core/inference/blas.ts'
import { key, normal, split } from '../../../src/domain/random.ts'
import { factsOfKernels } from './facts.ts'
import { startWasmWithKernels } from './wasmBackend.ts'

describe('our kernels with the products in plain TypeScript', () => {
  beforeAll(() => startWasmWithKernels(plainBlas))
  factsOfKernels()
})

describe.runIf(openBlas())('our kernels with the products in OpenBLAS', () => {
  beforeAll(() => startWasmWithKernels(openBlas()))
  factsOfKernels()

  it('multiplies as plain TypeScript does', () => {
    const [m, n, k] = [7, 5, 33]
    const [a, b] = [normal(split(key(1), 'a'), m * k), normal(split(key(1), 'b'), k * n)]
    for (const transposeA of [false, true])
      for (const transposeB of [false, true]) {
        const product = (blas: Blas) => {
          const c = new Float32Array(m * n).fill(1)
          blas.gemm(transposeA, transposeB, m, n, k, a, b, 1, c)
          return c
        }
        const expected = product(plainBlas)
        product(openBlas()!).forEach((value, i) => {
          expect(value).toBeCloseTo(expected[i]!, 4)
        })
      }
  })
})
