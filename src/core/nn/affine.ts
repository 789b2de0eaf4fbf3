import { type ImageShape, pixelCount } from '../../domain/image.ts'
import { patches, patchesAdjoint } from '../kernels/ops.ts'
import { matMulWeights, type WeightTensor } from '../kernels/quantized.ts'
import type * as tf from '../tf.ts'
import type { AffineSpec } from './architecture.ts'

/**
 * What every layer with weights is to the mathematics: a linear map with a bias, and its adjoint.
 * A dense layer is one batched product; a convolution is patches times kernel. Rules are written on this alone.
 */
export interface AffineMap {
  /** Whether inputs are pixels, hence never negative. */
  readonly pixels: boolean
  /** Shape of one image's output. */
  readonly output: ImageShape
  /** a [S or 1, n, in] × w [S, fan-in, out] (+ b [S, 1, out]) → [S, n, features]. */
  apply(a: tf.Tensor3D, w: WeightTensor, b?: tf.Tensor3D): tf.Tensor3D
  /** The adjoint in a: s [S, n, features] × wᵀ → [S, n, in]; where `at` [S or 1, n, in] is zero, nobody will look. */
  transpose(s: tf.Tensor3D, w: WeightTensor, at?: tf.Tensor3D): tf.Tensor3D
}

/** The map of a layer on inputs of `shape`; `pixels` where it is the first. */
export function affineMap(spec: AffineSpec, shape: ImageShape, pixels: boolean): AffineMap {
  return { pixels, ...(spec.kind === 'dense' ? dense(spec.in, spec.out, shape) : convolution(spec, shape)) }
}

type Map = Omit<AffineMap, 'pixels'>

function dense(inputs: number, outputs: number, shape: ImageShape): Map {
  if (pixelCount(shape) !== inputs)
    throw new TypeError(`dense layer: expected ${inputs} inputs, got ${shape.join(' × ')}`)
  return {
    output: [1, 1, outputs],
    apply: (a, w, b) => matMulWeights(a, w, { bias: b }),
    transpose: (s, w, at) => matMulWeights(s, w, { transposeB: true, at }),
  }
}

function convolution(
  { size, in: inputs, out }: Extract<AffineSpec, { kind: 'conv' }>,
  shape: ImageShape,
): Map {
  const [height, width, channels] = shape
  if (channels !== inputs) throw new TypeError(`conv layer: expected ${inputs} channels, got ${channels}`)
  const positions = (height - size + 1) * (width - size + 1)
  const fan = size * size * inputs
  return {
    output: [height - size + 1, width - size + 1, out],
    apply(a, w, b) {
      const [draws, n] = a.shape
      const rows = patches(a.reshape([draws * n, height, width, channels]), size)
      const z = matMulWeights(rows.reshape([draws, n * positions, fan]), w, { bias: b })
      return z.reshape([z.shape[0], n, positions * out])
    },
    transpose(s, w) {
      const [draws, n] = s.shape
      const rows = matMulWeights(s.reshape([draws, n * positions, out]), w, { transposeB: true })
      const images: [number, number, number, number] = [rows.shape[0] * n, height, width, channels]
      const back = patchesAdjoint(rows.reshape([images[0], positions, fan]), images, size)
      return back.reshape([rows.shape[0], n, pixelCount(shape)])
    },
  }
}
