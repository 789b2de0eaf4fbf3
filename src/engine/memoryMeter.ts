import * as tf from '../core/tf.ts'
import type { Context } from '../domain/task.ts'

/** What the tensors of a worker take, resident weights included. */
export interface MemoryUse {
  readonly tensors: number
  readonly bytes: number
  /** The most bytes at any checkpoint since the meter was last read. */
  readonly peak: number
}

export interface MemoryMeter {
  /** The same context; the meter looks at every checkpoint. */
  watch(context: Context): Context
  read(): MemoryUse
}

/** Measures the tensors on the current backend of this thread. */
export function memoryMeter(): MemoryMeter {
  let peak = 0
  return {
    watch: (context) => ({
      checkpoint(progress) {
        peak = Math.max(peak, tf.memory().numBytes)
        return context.checkpoint(progress)
      },
    }),
    read() {
      const { numTensors: tensors, numBytes: bytes } = tf.memory()
      const most = Math.max(peak, bytes)
      peak = 0
      return { tensors, bytes, peak: most }
    },
  }
}

/** What several workers take together; their peaks need not have come at one moment. */
export function together(uses: readonly MemoryUse[]): MemoryUse {
  const sum = (name: keyof MemoryUse) => uses.reduce((total, use) => total + use[name], 0)
  return { tensors: sum('tensors'), bytes: sum('bytes'), peak: sum('peak') }
}
