import type { DataId, DataType, TensorInfo, TypedArray } from '@tensorflow/tfjs'

/** What we use of TensorFlow.js's MathBackendCPU. */
export interface CpuBackend {
  /** The tensor's own values, not a copy. */
  readSync(id: DataId): TypedArray
  makeTensorInfo(shape: readonly number[], dtype: DataType, values: TypedArray): TensorInfo
}

/** Whether a backend has the insides that our kernels reach into. */
export function isCpuBackend(backend: unknown): backend is CpuBackend {
  const candidate = backend as Partial<CpuBackend> | null
  return typeof candidate?.readSync === 'function' && typeof candidate.makeTensorInfo === 'function'
}

/** Values of a float32 tensor. */
export function floats(backend: CpuBackend, tensor: TensorInfo): Float32Array {
  return backend.readSync(tensor.dataId) as Float32Array
}

/** A new float32 tensor. */
export function made(backend: CpuBackend, shape: readonly number[], values: Float32Array): TensorInfo {
  return backend.makeTensorInfo([...shape], 'float32', values)
}
