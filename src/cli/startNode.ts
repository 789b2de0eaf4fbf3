import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { buildKernels } from '../../scripts/kernels.ts'
import { root } from '../../scripts/lib/root.ts'
import { installCpuKernels } from '../core/kernels/cpu.ts'
import * as tf from '../core/tf.ts'
import { startBackend } from '../engine/backend.ts'
import { openBlas } from './openblas.ts'

/**
 * Makes the fastest backend of this machine current: TensorFlow.js's plain one with its products in OpenBLAS,
 * or WebAssembly where there is no OpenBLAS. Says which in one line.
 */
export async function startNode(say: (line: string) => void): Promise<void> {
  tf.env().set('IS_NODE', false) // it would advise a native package that this project does without
  const blas = openBlas()
  if (!blas) {
    say('OpenBLAS not found: computing in WebAssembly, slower (Debian: apt-get install libopenblas0)')
    return startWasm()
  }
  await tf.setBackend('cpu')
  await tf.ready()
  installCpuKernels(blas)
}

async function startWasm(): Promise<void> {
  await buildKernels()
  const folder = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')), '/')
  const names = ['', '-simd', '-threaded-simd'].map((build) => `tfjs-backend-wasm${build}.wasm`)
  const kernel = (name: string) => async () => readFile(join(root, 'src/core/kernels/generated', name))
  await startBackend('wasm', {
    wasmPaths: Object.fromEntries(names.map((name) => [name, folder + name])),
    kernels: { plain: kernel('plain.wasm'), relaxed: kernel('relaxed.wasm') },
  })
}
