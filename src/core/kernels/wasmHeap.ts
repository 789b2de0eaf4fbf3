import type * as tf from '@tensorflow/tfjs'

/** What we use of TensorFlow.js's BackendWasm (4.22); its types keep none of it public. */
export interface WasmBackend {
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory }
    _malloc(bytes: number): number
    _free(address: number): void
  }
  readonly dataIdMap: { get(id: tf.DataId): { readonly memoryOffset: number } }
  makeOutput(shape: readonly number[], dtype: tf.DataType): tf.TensorInfo
}

/** Whether a backend has the insides that our kernels reach into. */
export function isWasmBackend(backend: unknown): backend is WasmBackend {
  const candidate = backend as Partial<WasmBackend>
  return (
    candidate.wasm?.asm?.memory instanceof WebAssembly.Memory &&
    typeof candidate.wasm._malloc === 'function' &&
    typeof candidate.wasm._free === 'function' &&
    typeof candidate.dataIdMap?.get === 'function' &&
    typeof candidate.makeOutput === 'function'
  )
}

/** A piece of the heap that is replaced when more is asked for. */
export function growingBuffer({ wasm }: WasmBackend): (bytes: number) => number {
  let [at, size] = [0, 0]
  return (bytes) => {
    if (bytes <= size) return at
    if (size > 0) wasm._free(at)
    ;[at, size] = [wasm._malloc(bytes), bytes]
    return at
  }
}

/** Where a tensor lies on the heap. Tensors do not move, but JavaScript's views of the heap go stale. */
export function address(backend: WasmBackend, tensor: tf.TensorInfo): number {
  return backend.dataIdMap.get(tensor.dataId).memoryOffset
}

/** A view of float32 values on the heap; stale once the heap has grown. */
export function floatsAt({ wasm }: WasmBackend, address: number, count: number): Float32Array {
  return new Float32Array(wasm.asm.memory.buffer, address, count)
}
