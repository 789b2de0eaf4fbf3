import type { Stage } from './stages.ts'

/**
 * Fused passes over activations: beside the products they are what training costs.
 * Written without branches on the data: half of the units are negative, at random, and a branch
 * that the processor cannot foresee costs more than the arithmetic (six times, measured on Node 20).
 */

/** In place: bias and leaky ReLU on values [rows, biases]. */
export function activate(values: Float32Array, bias: Float32Array, rows: number, slope: number): void {
  const width = bias.length
  const even = (1 + slope) / 2
  const odd = (1 - slope) / 2
  for (let row = 0, at = 0; row < rows; row++)
    for (let j = 0; j < width; j++, at++) {
      const z = values[at]! + bias[j]!
      values[at] = even * z + odd * Math.abs(z)
    }
}

/**
 * In place: the gradient [rows, width] after the activation becomes that before it.
 * `bias` [width] is added to, if given.
 */
export function activationGradient(
  out: Float32Array,
  gradient: Float32Array,
  rows: number,
  width: number,
  slope: number,
  bias?: Float32Array,
): void {
  const factor = Float64Array.of(slope, 1)
  const sums = new Float64Array(width)
  for (let row = 0, at = 0; row < rows; row++)
    for (let j = 0; j < width; j++, at++) {
      const g = gradient[at]! * factor[+(out[at]! > 0) | 0]!
      gradient[at] = g
      sums[j] = sums[j]! + g
    }
  if (bias) for (let j = 0; j < width; j++) bias[j] = bias[j]! + sums[j]!
}

/**
 * Max-pool over windows of 2 × 2 of values [n, h, w, c], bias and leaky ReLU behind it:
 * out and winners [n, ph, pw, c]. Ties go to the first position of the window in row-major order.
 */
export function maxPool(
  { affineOutput: [height, width, channels], output: [rows, columns], pool, slope }: Stage,
  values: Float32Array,
  bias: Float32Array,
  n: number,
  out: Float32Array,
  winners: Uint8Array,
): void {
  const { stride } = pool!
  const below = width * channels
  const even = (1 + slope) / 2
  const odd = (1 - slope) / 2
  let to = 0
  for (let image = 0; image < n; image++)
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++) {
        const corner = ((image * height + y * stride) * width + x * stride) * channels
        for (let c = 0; c < channels; c++, to++) {
          const at = corner + c
          const topLeft = values[at]!
          const topRight = values[at + channels]!
          const bottomLeft = values[at + below]!
          const bottomRight = values[at + below + channels]!
          // the larger of two numbers without a branch; exact in double for float32
          const top = (topLeft + topRight + Math.abs(topLeft - topRight)) / 2
          const bottom = (bottomLeft + bottomRight + Math.abs(bottomLeft - bottomRight)) / 2
          const z = (top + bottom + Math.abs(top - bottom)) / 2 + bias[c]!
          out[to] = even * z + odd * Math.abs(z)
          const upper = +(topRight > topLeft) | 0
          const lower = +(bottomRight > bottomLeft) | 0
          const down = +(bottom > top) | 0
          winners[to] = upper + Math.imul(down, 2 + lower - upper)
        }
      }
}

/** The adjoint of the pooling alone: the winner takes all. `values` [n, h, w, c] is overwritten. */
export function maxPoolGradient(
  { affineOutput: [height, width, channels], output: [rows, columns], pool }: Stage,
  gradient: Float32Array,
  winners: Uint8Array,
  n: number,
  values: Float32Array,
): void {
  const { stride } = pool!
  const offsets = Int32Array.of(0, channels, width * channels, (width + 1) * channels)
  values.fill(0, 0, n * height * width * channels)
  let from = 0
  for (let image = 0; image < n; image++)
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++) {
        const corner = ((image * height + y * stride) * width + x * stride) * channels
        for (let c = 0; c < channels; c++, from++) {
          const at = corner + c + offsets[winners[from]!]!
          values[at] = values[at]! + gradient[from]!
        }
      }
}
