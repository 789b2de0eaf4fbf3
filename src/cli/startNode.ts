import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { buildKernels } from '../../scripts/kernels.ts'
import { root } from '../../scripts/lib/root.ts'
import * as tf from '../core/tf.ts'
import { startBackend } from '../engine/backend.ts'
import { openBlas } from './openblas.ts'

/**
 * Makes the fastest backend of this machine current: TensorFlow.js's WebAssembly with our kernels, as in the page,
 * and the products in OpenBLAS. Without OpenBLAS they stay in WebAssembly too, said in one line.
 * @returns what results should say they were computed on
 */
export async function startNode(say: (line: string) => void): Promise<string> {
  tf.env().set('IS_NODE', false) // it would advise a native package that this project does without
  const blas = openBlas()
  if (!blas) say('OpenBLAS not found: products in WebAssembly, slower (Debian: apt-get install libopenblas0)')
  await buildKernels()
  const folder = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')), '/')
  const names = ['', '-simd', '-threaded-simd'].map((build) => `tfjs-backend-wasm${build}.wasm`)
  const kernel = (name: string) => async () => readFile(join(root, 'src/core/kernels/generated', name))
  await startBackend('wasm', {
    wasmPaths: Object.fromEntries(names.map((name) => [name, folder + name])),
    kernels: { plain: kernel('plain.wasm'), relaxed: kernel('relaxed.wasm') },
    ...(blas && { blas }),
  })
  return blas ? 'wasm, OpenBLAS' : 'wasm'
}
