import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { openBlas } from '../../../src/cli/openblas.ts'
import { plainBlas } from '../../../src/core/inference/blas.ts'
import { installCpuKernels } from '../../../src/core/kernels/cpu.ts'
import { elementwiseResults, expectAgreement, type Results } from './elementwise.ts'
import { factsOfKernels } from './facts.ts'

describe('our kernels on the CPU backend', () => {
  let stock: Results = {}
  beforeAll(async () => {
    await tf.setBackend('cpu')
    stock = elementwiseResults()
    expect(installCpuKernels(plainBlas)).toBe(true)
  })

  factsOfKernels()

  it('agrees with TensorFlow.js element by element', () => {
    expectAgreement(elementwiseResults(), stock)
  })

  it('still refuses shapes that do not fit', () => {
    expect(() => tf.tidy(() => tf.add(tf.ones([2, 3]), tf.ones([2, 4])))).toThrow()
  })
})

describe.runIf(openBlas())('our kernels with OpenBLAS', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu')
    installCpuKernels(openBlas()!)
  })
  factsOfKernels()
})
