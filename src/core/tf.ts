/**
 * The one door to TensorFlow.js. The union package, not tfjs-core alone: the core registers neither gradients
 * nor backends, and a page built on it attacks nothing although types, build and first heatmap pass.
 */
export * from '@tensorflow/tfjs'
export { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'

/** Registers the WebGPU backend, which few browsers need: it comes when it is asked for. */
export async function loadWebgpu(): Promise<void> {
  await import('@tensorflow/tfjs-backend-webgpu')
}
