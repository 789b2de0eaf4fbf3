import { installWasmKernels, type KernelFiles } from '../core/kernels/wasm.ts'
import * as tf from '../core/tf.ts'
import type { BackendId } from '../domain/engine.ts'

/** Where a host keeps what the backends load. */
export interface BackendFiles {
  /** Addresses of TensorFlow.js's three builds, by file name. */
  readonly wasmPaths: Readonly<Record<string, string>>
  /** Our kernels; null leaves TensorFlow.js's own in place. */
  readonly kernels: KernelFiles | null
}

/**
 * Brings a backend up and makes it the current one.
 * @returns one sentence about the kernels it runs
 * @throws Error when the browser has no such backend
 */
export async function startBackend(id: BackendId, files: BackendFiles): Promise<string> {
  if (id === 'wasm') {
    // with cross-origin isolation the threaded build would be taken, whose minified thread script never comes up
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
    tf.setWasmPaths({ ...files.wasmPaths })
  } else await tf.loadBackend(id)
  if (!(await tf.setBackend(id).catch(() => false))) throw new Error(`this browser offers no ${names[id]}`)
  await tf.ready()
  if (id !== 'wasm' || files.kernels === null) return 'TensorFlow.js’s own kernels'
  const kernels = await installWasmKernels(files.kernels)
  if (kernels.build === 'stock') return `TensorFlow.js’s own kernels: ${kernels.reason}`
  return kernels.build === 'relaxed' ? 'own kernels, fused multiply-add' : 'own kernels'
}

/** Calls back when the current backend's WebGL context is lost: whatever it computed is gone with it. */
export function onContextLost(lost: () => void): void {
  const { gpgpu } = tf.backend() as { gpgpu?: { gl?: WebGLRenderingContext } }
  gpgpu?.gl?.canvas.addEventListener('webglcontextlost', lost, { once: true })
}

export const names: Readonly<Record<BackendId, string>> = {
  wasm: 'WebAssembly',
  webgl: 'WebGL',
  webgpu: 'WebGPU',
  cpu: 'plain JavaScript',
}
