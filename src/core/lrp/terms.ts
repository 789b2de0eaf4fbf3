import { type WeightTensor, weightsBySign } from '../kernels/quantized.ts'
import type { AffineMap } from '../nn/affine.ts'
import type { Activations, LayerTensors } from '../nn/network.ts'
import * as tf from '../tf.ts'

/** The terms that a unit's inputs contribute to a total: as many sums of products as the formula needs, no more. */
export interface Terms {
  /** The sum of all terms of a [S or 1, n, in], bias included, [S, n, out]. */
  total(map: AffineMap, a: Activations): Activations
  /** The sum without bias of `values` [S or 1, n, in] that take the places and the signs of a. */
  weigh(map: AffineMap, values: Activations, a: Activations): Activations
  /** The derivative of Σ s · total in a, for s [S, n, out]; where `at` is zero, nobody will look. */
  slopes(map: AffineMap, a: Activations, s: Activations, at?: Activations): Activations
}

/** a w + b; `z` is the total where it is known already. */
export function plainTerms(w: WeightTensor, b: tf.Tensor3D, z?: Activations): Terms {
  return {
    total: (map, a) => z ?? map.apply(a, w, b),
    weigh: (map, values) => map.apply(values, w),
    slopes: (map, _, s, at) => map.transpose(s, w, at),
  }
}

/** a⁺ w₁ + a⁻ w₂ + b: weights w₁ of positive inputs and w₂ of negative ones [S, fan-in, out]; b null where biases take no part. */
export function termsBySign(w1: WeightTensor, w2: WeightTensor, b: tf.Tensor3D | null): Terms {
  return {
    total(map, a) {
      const up = map.apply(map.pixels ? a : positive(a), w1, b ?? undefined)
      return map.pixels ? up : tf.add(up, map.apply(negative(a), w2))
    },
    weigh(map, values, a) {
      if (map.pixels) return map.apply(values, w1)
      const up = map.apply(tf.mul(values, tf.step(a)), w1)
      return tf.add(up, map.apply(tf.mul(values, tf.step(tf.neg(a))), w2))
    },
    slopes(map, a, s, at) {
      if (map.pixels) return map.transpose(s, w1, at)
      const up = tf.mul(map.transpose(s, w1), tf.step(a))
      return tf.add(up, tf.mul(map.transpose(s, w2), tf.step(tf.neg(a))))
    },
  }
}

/**
 * Terms that agree with the sign of the output z count 1 + γ, the others 1; what z = 0 makes of it is for the
 * caller to mask. With σ = sgn z, a term t counts (1 + γ/2) t + (γ/2) σ |t|, so that the total is
 * (1 + γ/2) z + (γ/2) σ (|a| |w| + |b|): one product and one that is known already, where sums by the signs of
 * inputs and outputs would take four.
 */
export function agreeingTerms({ w, b, z }: LayerTensors & { readonly z: Activations }, gamma: number): Terms {
  const half = gamma / 2
  const size = weightsBySign(w, 1, -1)
  const sigma = sign(z)
  return {
    total(map, a) {
      const magnitudes: Activations = map.pixels ? a : tf.abs(a)
      const sizes = map.apply(magnitudes, size, tf.abs(b))
      return tf.add(tf.mul(z, 1 + half), tf.mul(tf.mul(sizes, sigma), half))
    },
    weigh(map, values, a) {
      const signed: Activations = map.pixels ? values : tf.mul(values, sign(a))
      const agreeing = tf.mul(map.apply(signed, size), sigma)
      return tf.add(tf.mul(map.apply(values, w), 1 + half), tf.mul(agreeing, half))
    },
    slopes(map, a, s, at) {
      const plain = map.transpose(tf.mul(s, 1 + half), w, at)
      const agreeing = map.transpose(tf.mul(tf.mul(s, sigma), half), size, at)
      return tf.add(plain, map.pixels ? agreeing : tf.mul(agreeing, sign(a)))
    },
  }
}

/** The positive part u⁺ = max(u, 0). */
export function positive<T extends tf.Tensor>(u: T): T {
  return tf.relu(u)
}

/** The negative part u⁻ = min(u, 0). */
export function negative<T extends tf.Tensor>(u: T): T {
  return tf.neg(tf.relu(tf.neg(u)))
}

/** 1 where u is above zero, -1 elsewhere; TensorFlow.js's own sign takes thirty times as long on WebAssembly. */
function sign(u: Activations): Activations {
  return tf.step(u, -1)
}
