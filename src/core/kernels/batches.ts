import type { TensorInfo } from '@tensorflow/tfjs'

/** A batched product's sizes; `batchA` or `batchB` is 1 where all samples share that operand. */
export interface ProductSizes {
  readonly m: number
  readonly n: number
  readonly k: number
  readonly batchA: number
  readonly batchB: number
  readonly batch: number
  readonly shape: number[]
}

/**
 * Works out TensorFlow.js's BatchMatMul for our kernels; undefined for what they leave to TensorFlow.js's own:
 * other types than float32, empty operands, and leading axes that broadcast in more than one place.
 */
export function productSizes(
  a: TensorInfo,
  b: TensorInfo,
  transposeA: boolean,
  transposeB: boolean,
): ProductSizes | undefined {
  if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined
  const [m, k] = lastTwo(a.shape, transposeA)
  const [kb, n] = lastTwo(b.shape, transposeB)
  const leadingA = a.shape.slice(0, -2)
  const leadingB = b.shape.slice(0, -2)
  const batchA = product(leadingA)
  const batchB = product(leadingB)
  const batch = Math.max(batchA, batchB)
  if (k !== kb || batch * m * n * k === 0) return undefined
  const alike = leadingA.length === leadingB.length && leadingA.every((size, axis) => size === leadingB[axis])
  if (!alike && batchA !== 1 && batchB !== 1) return undefined
  const leading = Array.from({ length: Math.max(leadingA.length, leadingB.length) }, (_, axis) =>
    Math.max(fromEnd(leadingA, leadingB, axis), fromEnd(leadingB, leadingA, axis)),
  )
  return { m, n, k, batchA, batchB, batch, shape: [...leading, m, n] }
}

function lastTwo(shape: readonly number[], swapped: boolean): readonly [number, number] {
  const rows = shape[shape.length - 2]!
  const columns = shape[shape.length - 1]!
  return swapped ? [columns, rows] : [rows, columns]
}

/** Size of `mine` at an axis of the longer of both shapes; the shorter is padded with 1 in front. */
function fromEnd(mine: readonly number[], other: readonly number[], axis: number): number {
  return mine[axis - Math.max(0, other.length - mine.length)] ?? 1
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1)
}
