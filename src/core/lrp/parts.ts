import type { AffineMap } from '../nn/affine.ts'
import type { Activations } from '../nn/network.ts'
import * as tf from '../tf.ts'

/** The positive part u⁺ = max(u, 0). */
export function positive<T extends tf.Tensor>(u: T): T {
  return tf.relu(u)
}

/** The negative part u⁻ = min(u, 0). */
export function negative<T extends tf.Tensor>(u: T): T {
  return tf.neg(tf.relu(tf.neg(u)))
}

/** Σ (a⁺ w₁ + a⁻ w₂) + b: contributions of positive and negative inputs through weights of their own. */
export function applySigned(
  map: AffineMap,
  a: Activations,
  forPositive: tf.Tensor3D,
  forNegative: tf.Tensor3D,
  b?: tf.Tensor3D,
): Activations {
  if (map.pixels) return map.apply(a, forPositive, b)
  return tf.add(map.apply(positive(a), forPositive, b), map.apply(negative(a), forNegative))
}

/** a⁺ (s w₁ᵀ) + a⁻ (s w₂ᵀ): what each input receives when its sign chooses the weights. */
export function receiveSigned(
  map: AffineMap,
  a: Activations,
  s: Activations,
  forPositive: tf.Tensor3D,
  forNegative: tf.Tensor3D,
): Activations {
  if (map.pixels) return tf.mul(a, map.transpose(s, forPositive))
  const fromPositive = tf.mul(positive(a), map.transpose(s, forPositive))
  return tf.add(fromPositive, tf.mul(negative(a), map.transpose(s, forNegative)))
}
