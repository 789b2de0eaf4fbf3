import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as tf from '@tensorflow/tfjs'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { buildKernels } from '../../../scripts/kernels.ts'
import type { Blas } from '../../../src/core/inference/blas.ts'
import { installWasmKernels, type KernelFiles } from '../../../src/core/kernels/wasm.ts'

/** The compiled kernels, read from disk. */
export const kernelFiles: KernelFiles = {
  relaxed: () => generated('relaxed.wasm'),
  plain: () => generated('plain.wasm'),
}

export function generated(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return readFile(fileURLToPath(new URL(`../../../src/core/kernels/generated/${name}`, import.meta.url)))
}

/** Brings up TensorFlow.js's WASM backend in Node. */
export async function startWasm(): Promise<void> {
  const package_ = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  setWasmPaths(`${dirname(package_)}/`)
  await tf.setBackend('wasm')
}

/** The same with our kernels in place, and the products in `blas` where one is given. */
export async function startWasmWithKernels(blas?: Blas): Promise<void> {
  await buildKernels()
  await startWasm()
  const { build } = await installWasmKernels(kernelFiles, blas)
  if (build === 'stock') throw new Error('our kernels were not installed')
}
