/**
 * The one door to TensorFlow.js. Node and tests get the union package, which registers its gradients and plain
 * backends by itself; the built page gets `tfPage.ts` in its place.
 */
export * from '@tensorflow/tfjs'
export { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'

/** Registers a backend that the first picture does without: it is fetched when it is asked for. */
export async function loadBackend(id: 'webgl' | 'webgpu' | 'cpu'): Promise<void> {
  switch (id) {
    case 'webgl':
      return void (await import('@tensorflow/tfjs-backend-webgl'))
    case 'webgpu':
      return void (await import('@tensorflow/tfjs-backend-webgpu'))
    case 'cpu':
      return void (await import('@tensorflow/tfjs-backend-cpu'))
    default:
      id satisfies never
  }
}
