/** The page's half of kernels.ts: its files come from the server that serves the bundle. */
import * as tf from '@tensorflow/tfjs'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { measureKernels } from './measureKernels.ts'

async function run() {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  setWasmPaths('./')
  await tf.setBackend('wasm')
  return measureKernels({ plain: () => file('plain.wasm'), relaxed: () => file('relaxed.wasm') })
}

async function file(name: string): Promise<ArrayBuffer> {
  return (await fetch(name)).arrayBuffer()
}

Object.assign(globalThis, { run })
