import { argMax, softmax } from './nn/loss.ts'

/** Posterior predictive of a batch of images. */
export interface Predictive {
  /** Mean of the softmax over the draws, [n, classes]. */
  readonly mean: Float32Array
  /** Standard deviation over the draws, [n, classes]. */
  readonly deviation: Float32Array
  /** Class of the largest mean, [n]. */
  readonly classes: Uint8Array
}

/** p(y | x, D) ≈ (1/S) Σ_s softmax f(x, w_s), from logits [S, n, classes]. */
export function predictive(logits: Float32Array, draws: number, classes: number): Predictive {
  const size = logits.length / draws
  const sum = new Float64Array(size)
  const squares = new Float64Array(size)
  for (let at = 0; at < logits.length; at += classes) {
    softmax(logits.subarray(at, at + classes)).forEach((p, c) => {
      sum[(at % size) + c]! += p
      squares[(at % size) + c]! += p * p
    })
  }
  const mean = Float32Array.from(sum, (total) => total / draws)
  const deviation = Float32Array.from(squares, (total, i) =>
    Math.sqrt(Math.max(0, total / draws - (sum[i]! / draws) ** 2)),
  )
  return { mean, deviation, classes: rowMaxima(mean, classes) }
}

/** Index of the largest entry of each row, the first of equals. */
export function rowMaxima(values: Float32Array, width: number): Uint8Array {
  return Uint8Array.from({ length: values.length / width }, (_, row) =>
    argMax(values.subarray(row * width, (row + 1) * width)),
  )
}
