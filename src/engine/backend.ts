import type { Blas } from '../core/inference/blas.ts'
import { installWasmKernels, type KernelFiles } from '../core/kernels/wasm.ts'
import * as tf from '../core/tf.ts'
import type { BackendId } from '../domain/engine.ts'

/** Where a host keeps what the backends load. */
export interface BackendFiles {
  /** Addresses of TensorFlow.js's three builds, by file name. */
  readonly wasmPaths: Readonly<Record<string, string>>
  /** Our kernels; null leaves TensorFlow.js's own in place. */
  readonly kernels: KernelFiles | null
  /** What does the products in place of our kernels, where a host has it. */
  readonly blas?: Blas
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
  const kernels = await installWasmKernels(files.kernels, files.blas)
  if (kernels.build === 'stock') return `TensorFlow.js’s own kernels: ${kernels.reason}`
  return kernels.build === 'relaxed' ? 'own kernels, fused multiply-add' : 'own kernels'
}

/**
 * Calls back with a sentence when the graphics context or device below the current backend is lost: whatever it
 * computed is gone with it. A backend without graphics never does.
 */
export function onGraphicsLost(lost: (sentence: string) => void): void {
  const { gpgpu, device } = tf.backend() as GraphicsBackend
  gpgpu?.gl?.canvas.addEventListener('webglcontextlost', () => lost('WebGL lost its context'), { once: true })
  device?.lost.then(() => lost('WebGPU lost its device'))
}

/** Where TensorFlow.js 4.22 keeps WebGL's context and WebGPU's device. */
interface GraphicsBackend {
  readonly gpgpu?: { readonly gl?: WebGLRenderingContext }
  readonly device?: { readonly lost: Promise<unknown> }
}

export const names: Readonly<Record<BackendId, string>> = {
  wasm: 'WebAssembly',
  webgl: 'WebGL',
  webgpu: 'WebGPU',
  cpu: 'plain JavaScript',
}
