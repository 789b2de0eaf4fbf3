import type { Batch } from '../core/ensemble.ts'
import type { Activations, Network } from '../core/nn/network.ts'
import * as tf from '../core/tf.ts'
import type { DrawRange } from './drawRanges.ts'

/** A range of draws in its place: the ensemble's own draws from … to - 1 are the posterior's from `first` on. */
export interface Block {
  readonly from: number
  readonly to: number
  readonly first: number
}

/** Ranges one after the other, in their places among an ensemble's own draws. */
export function blocksOf(ranges: readonly DrawRange[]): readonly Block[] {
  let from = 0
  return ranges.map(({ first, count }) => {
    const block = { from, to: from + count, first }
    from += count
    return block
  })
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
