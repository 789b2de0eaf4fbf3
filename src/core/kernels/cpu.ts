import * as tf from '@tensorflow/tfjs'
import type { Blas } from '../inference/blas.ts'
import { type CpuBackend, isCpuBackend } from './cpuBackend.ts'
import { elementwise } from './cpuElementwise.ts'
import { batchMatMul } from './cpuProduct.ts'
import { sum } from './cpuSum.ts'
import { maxPool, maxPoolAdjoint, patches, patchesAdjoint } from './cpuWindows.ts'
import { kernelNames } from './ops.ts'
import { type Run, replaceKernels } from './replace.ts'

/**
 * Puts our kernels in the place of the CPU backend's: products go to `blas`, the rest are plain loops.
 * TensorFlow.js's own run products at 1 GFLOP/s and element-wise operations at 50-140 million elements a second.
 * @returns whether they are in place; not so when TensorFlow.js hides what they need of its backend
 */
export function installCpuKernels(blas: Blas): boolean {
  const backend: unknown = tf.findBackend('cpu')
  if (!isCpuBackend(backend)) return false
  replaceKernels('cpu', backend, kernelsOn(backend, blas))
  return true
}

function kernelsOn(backend: CpuBackend, blas: Blas): Readonly<Record<string, Run>> {
  return {
    [tf.BatchMatMul]: batchMatMul(backend, blas),
    [tf.Sum]: sum(backend),
    [kernelNames.patches]: patches(backend),
    [kernelNames.patchesAdjoint]: patchesAdjoint(backend),
    [kernelNames.maxPool]: maxPool(backend),
    [kernelNames.maxPoolAdjoint]: maxPoolAdjoint(backend),
    ...elementwise(backend),
  }
}
