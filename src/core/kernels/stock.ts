/**
 * The operations of ops.ts from TensorFlow.js's own, for backends without kernels of ours.
 * Gathers by precomputed index: one shader each on a GPU, where slices and pads would be dozens. Callers tidy.
 */
import * as tf from '@tensorflow/tfjs'
import { convolved, type ImageShape, pixelWindows, pooled, windowPixels } from './windows.ts'

export function stockAwayFromZero(z: tf.Tensor3D, by: number, zeroSign: 1 | -1): tf.Tensor3D {
  // step(u, -1) is 1 for u > 0 and -1 else, so each form leaves zero on its own side
  if (zeroSign > 0) return tf.sub(z, tf.mul(tf.step(tf.neg(z), -1), by))
  return tf.add(z, tf.mul(tf.step(z, -1), by))
}

export function stockMoments(x: tf.Tensor3D): tf.Tensor3D {
  const terms = [x, tf.square(x), tf.step(x), tf.step(tf.neg(x))]
  return tf.stack(terms.map((term) => tf.sum(term, 0))) as tf.Tensor3D
}

export function stockPatches(x: tf.Tensor4D, size: number): tf.Tensor3D {
  const [n, height, width, channels] = x.shape
  const [oh, ow] = convolved(x.shape, size)
  const pixels = tf.tensor1d(windowPixels(x.shape, size, 1), 'int32')
  const rows = tf.gather(x.reshape([n, height * width, channels]), pixels, 1)
  return rows.reshape([n, oh * ow, size * size * channels])
}

export function stockPatchesAdjoint(p: tf.Tensor3D, shape: ImageShape, size: number): tf.Tensor4D {
  const [oh, ow] = convolved(shape, size)
  const entries = p.reshape<tf.Tensor3D>([shape[0], oh * ow * size * size, shape[3]])
  return sumEntries(entries, shape, size, 1)
}

export function stockMaxPool(
  x: tf.Tensor4D,
  size: number,
  stride: number,
): { y: tf.Tensor4D; winner: tf.Tensor4D } {
  const [first, ...rest] = candidates(x, size, stride)
  let y = first!
  let winner = tf.zerosLike(y)
  rest.forEach((candidate, at) => {
    const better = tf.greater(candidate, y).cast('float32') // strictly: the first of equals stays
    winner = winner.add(better.mul(tf.sub(at + 1, winner)))
    y = tf.maximum(y, candidate)
  })
  return { y, winner }
}

export function stockMaxPoolAdjoint(
  r: tf.Tensor4D,
  winner: tf.Tensor4D,
  shape: ImageShape,
  size: number,
  stride: number,
): tf.Tensor4D {
  const [oh, ow] = pooled(shape, size, stride)
  const shares = Array.from({ length: size * size }, (_, at) => r.mul(tf.equal(winner, at).cast('float32')))
  const perWindow = tf.stack(
    shares.map((share) => share.reshape([shape[0], oh * ow, shape[3]])),
    2,
  )
  const entries = perWindow.reshape<tf.Tensor3D>([shape[0], oh * ow * size * size, shape[3]])
  return sumEntries(entries, shape, size, stride)
}

export function stockPickWinners(
  x: tf.Tensor4D,
  winner: tf.Tensor4D,
  size: number,
  stride: number,
): tf.Tensor4D {
  return candidates(x, size, stride)
    .map((candidate, at): tf.Tensor4D => candidate.mul(tf.equal(winner, at).cast('float32')))
    .reduce((sum, part) => sum.add(part))
}

/** For each position within the window, that pixel of every window: size² tensors [N, oh, ow, c]. */
function candidates(x: tf.Tensor4D, size: number, stride: number): tf.Tensor4D[] {
  const [n, height, width, channels] = x.shape
  const [oh, ow] = pooled(x.shape, size, stride)
  const flat = x.reshape([n, height * width, channels])
  const pixels = windowPixels(x.shape, size, stride)
  return Array.from({ length: size * size }, (_, position) => {
    const index = pixels.filter((_, entry) => entry % (size * size) === position)
    return tf.gather(flat, tf.tensor1d(index, 'int32'), 1).reshape([n, oh, ow, channels])
  })
}

/** Adds window entries [N, windows · size², c] up at their pixels. */
function sumEntries(entries: tf.Tensor3D, shape: ImageShape, size: number, stride: number): tf.Tensor4D {
  const [n, height, width, channels] = shape
  const none = entries.shape[1] // a row of zeros stands at the end for pixels with fewer windows
  const { table, most } = pixelWindows(shape, size, stride, none)
  const padded = entries.pad([
    [0, 0],
    [0, 1],
    [0, 0],
  ])
  const gathered = tf.gather(padded, tf.tensor1d(table, 'int32'), 1)
  return gathered
    .reshape([n, height * width, most, channels])
    .sum(2)
    .reshape([n, height, width, channels])
}
