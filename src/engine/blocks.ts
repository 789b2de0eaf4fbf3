import type { Batch } from '../core/ensemble.ts'
import type { Activations, Network } from '../core/nn/network.ts'
import * as tf from '../core/tf.ts'
import type { DrawRange } from './drawRanges.ts'

/** What is computed at once: the ensemble's own draws from … to - 1 are these of the posterior. */
export interface Block {
  readonly from: number
  readonly to: number
  readonly draws: readonly number[]
}

/** Ranges in their places among an ensemble's own draws, as many together as hold at most `most` draws. */
export function blocksOf(ranges: readonly DrawRange[], most: number): readonly Block[] {
  const blocks: Block[] = []
  for (const { first, count } of ranges) {
    const last = blocks.at(-1)
    const joins = last !== undefined && last.draws.length + count <= most
    const { from, draws } = joins ? last : { from: last?.to ?? 0, draws: [] }
    const more = Array.from({ length: count }, (_, i) => first + i)
    if (joins) blocks.pop()
    blocks.push({ from, to: from + draws.length + count, draws: [...draws, ...more] })
  }
  return blocks
}

/** The rows of a block from [S, n, classes]. */
export function slice(values: Float32Array, { from, to }: Block, n: number, net: Network): Activations {
  const row = n * net.architecture.classes
  return tf.tensor3d(values.subarray(from * row, to * row), [to - from, n, net.architecture.classes])
}

/** A factor for each draw and image, [S, n, 1]. */
export function weightsOf(values: Float32Array, { from, to }: Block, n: number): tf.Tensor3D {
  return tf.tensor3d(values.subarray(from * n, to * n), [to - from, n, 1])
}

/** A block's images [draws or 1, n, pixels]. */
export function input(batch: Batch, { from, to }: Block, net: Network): Activations {
  const pixels = pixelsOf(net)
  if (!batch.perDraw) return tf.tensor3d(batch.data, [1, batch.n, pixels])
  const row = batch.n * pixels
  return tf.tensor3d(batch.data.subarray(from * row, to * row), [to - from, batch.n, pixels])
}

/** Numbers in one image. */
export function pixelsOf(net: Network): number {
  return net.architecture.input.reduce((product, side) => product * side, 1)
}
