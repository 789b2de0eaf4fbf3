import * as tf from '../core/tf.ts'
import { key, split, uniform } from '../domain/random.ts'
import type { WorkloadResult } from '../domain/workload.ts'

const [m, k, n] = [500, 784, 512] // the largest dense layer on 500 images
const times = 10 // products a repeat, so that the clock's grain does not matter

/** The plain product [500, 784] × [784, 512], on one core: what the backend makes of tf.matMul. */
export async function timeProduct(repeats: number): Promise<WorkloadResult> {
  const a = tf.tensor2d(uniform(split(key(0), 'a'), m * k), [m, k])
  const b = tf.tensor2d(uniform(split(key(0), 'b'), k * n), [k, n])
  const milliseconds: number[] = []
  try {
    for (let repeat = 0; repeat <= repeats; repeat++) {
      const started = performance.now()
      await multiply(a, b)
      if (repeat > 0) milliseconds.push(performance.now() - started)
    }
    const { numBytes } = tf.memory()
    const memory = { tensorsLeft: 0, tensorBytes: numBytes, peakBytes: numBytes }
    const flop = 2 * times * m * k * n
    return { milliseconds, flop, passes: times, weightsRead: times * k * n, longestGap: 0, ...memory }
  } finally {
    tf.dispose([a, b])
  }
}

async function multiply(a: tf.Tensor2D, b: tf.Tensor2D): Promise<void> {
  for (let i = 1; i < times; i++) tf.matMul(a, b).dispose()
  const last = tf.matMul(a, b)
  await last.data() // a GPU is done when its result can be read
  last.dispose()
}
