import * as tf from '@tensorflow/tfjs'
import type { Blas } from '../inference/blas.ts'
import { blasKernelsOn } from './blasKernels.ts'
import { replaceKernels } from './replace.ts'
import { isWasmBackend } from './wasmHeap.ts'
import { type Assembly, kernelsOn } from './wasmKernels.ts'

/** The two builds of assembly/, as the host fetches or reads them; only one is asked for. */
export interface KernelFiles {
  /** With relaxed SIMD: fused multiply-add. */
  relaxed(): Promise<BufferSource>
  plain(): Promise<BufferSource>
}

/** Which build runs, or why TensorFlow.js's own kernels stay in place. */
export type WasmKernels =
  | { readonly build: keyof KernelFiles }
  | { readonly build: 'stock'; readonly reason: string }

/**
 * Puts our kernels in the place of TensorFlow.js's on the WASM backend, which must be up (`await tf.setBackend('wasm')`).
 * They run on TensorFlow.js's own heap, so that nothing is copied; what they need of its internals is checked first.
 * Products go to `blas` where the host has one.
 */
export async function installWasmKernels(files: KernelFiles, blas?: Blas): Promise<WasmKernels> {
  const backend: unknown = tf.findBackend('wasm')
  if (!backend) return { build: 'stock', reason: 'the WASM backend is not up' }
  if (!isWasmBackend(backend))
    return { build: 'stock', reason: `TensorFlow.js ${tf.version_core} hides its WASM heap` }
  const build = WebAssembly.validate(relaxedProbe) ? 'relaxed' : 'plain'
  try {
    const assembly = await instantiate(await files[build](), backend.wasm.asm.memory)
    replaceKernels('wasm', backend, kernelsOn(backend, assembly))
    if (blas) replaceKernels('wasm', backend, blasKernelsOn(backend, assembly, blas)) // what it leaves goes to ours
    return { build }
  } catch (error) {
    return { build: 'stock', reason: `the kernels did not load: ${error}` }
  }
}

async function instantiate(bytes: BufferSource, memory: WebAssembly.Memory): Promise<Assembly> {
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } })
  return instance.exports as unknown as Assembly
}

/** A module of one function that uses f32x4.relaxed_madd. */
const relaxedProbe = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version
  ...[0x01, 0x08, 0x01, 0x60, 0x03, 0x7b, 0x7b, 0x7b, 0x01, 0x7b], // type: (v128, v128, v128) -> v128
  ...[0x03, 0x02, 0x01, 0x00], // one function of that type
  ...[0x0a, 0x0d, 0x01, 0x0b, 0x00, 0x20, 0x00, 0x20, 0x01, 0x20, 0x02, 0xfd, 0x85, 0x02, 0x0b], // its body
])
