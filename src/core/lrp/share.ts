import type { WeightTensor } from '../kernels/quantized.ts'
import type { AffineMap } from '../nn/affine.ts'
import type { Activations } from '../nn/network.ts'
import * as tf from '../tf.ts'

/**
 * The one sentence that all rules say: a unit's relevance is handed to its inputs in proportion to their terms
 * in a total, R_j = factor · (a_j⁺ w₁ + a_j⁻ w₂) R / D with D = stabilize(Σ (a⁺ w₁ + a⁻ w₂) + b).
 * A rule is a sum of such shares; propagating and differentiating are written here, once for all rules.
 */
export interface Share {
  /** What the share counts in the sum: 1, α, -β. */
  readonly factor: number
  /** Weights of positive inputs, w₁ [S, fan-in, out]. */
  readonly forPositive: WeightTensor
  /** Weights of negative inputs, w₂; the same tensor where the sign does not matter. */
  readonly forNegative: WeightTensor
  /** [S, 1, out]; null where biases take no part. */
  readonly bias: tf.Tensor3D | null
  /** Units that take part, 1 or 0 [S, n, out]; null for all. */
  readonly units: Activations | null
  /** The total, where it is known already. */
  readonly total: Activations | null
  /** Keeps the denominator off zero; its slope must be 1. */
  stabilize(total: tf.Tensor3D): tf.Tensor3D
}

/** Relevance of the inputs [S, n, in] from relevance of the outputs [S, n, out]. */
export function handBack(map: AffineMap, a: Activations, relevance: Activations, share: Share): Activations {
  const { s } = quotient(map, a, relevance, share)
  return counted(receive(map, a, s, share), share)
}

/** What a small change of the handed-back relevance means for what it was made of. */
export interface ShareAdjoint {
  /** For the relevance of the outputs, [S, n, out]. */
  readonly relevance: Activations
  /** For the inputs, [S, n, in]. */
  readonly a: Activations
}

/** The adjoint of `handBack`: `cotangent` [S, n, in] belongs to its result. */
export function handBackAdjoint(
  map: AffineMap,
  a: Activations,
  relevance: Activations,
  share: Share,
  cotangent: Activations,
): ShareAdjoint {
  const { s, denominator } = quotient(map, a, relevance, share)
  const atResult = counted(cotangent, share)
  const atS = weigh(map, tf.mul(atResult, a), a, share)
  const atDenominator = tf.neg(tf.div(tf.mul(atS, s), denominator)) as Activations
  const atRelevance = tf.div(masked(atS, share), denominator) as Activations
  const throughNumerator = tf.mul(atResult, slopes(map, a, s, share))
  return { relevance: atRelevance, a: tf.add(throughNumerator, slopes(map, a, atDenominator, share)) }
}

/** R / D on the units that take part. */
function quotient(map: AffineMap, a: Activations, relevance: Activations, share: Share) {
  const denominator = share.stabilize(share.total ?? total(map, a, share))
  const s: Activations = tf.div(masked(relevance, share), denominator)
  return { s, denominator }
}

function counted(values: Activations, { factor }: Share): Activations {
  return factor === 1 ? values : tf.mul(values, factor)
}

function masked(values: Activations, { units }: Share): Activations {
  return units ? tf.mul(values, units) : values
}

/** Σ (a⁺ w₁ + a⁻ w₂) + b */
function total(map: AffineMap, a: Activations, share: Share): Activations {
  const { forPositive, forNegative, bias } = share
  if (!split(map, share)) return map.apply(a, forPositive, bias ?? undefined)
  return tf.add(map.apply(positive(a), forPositive, bias ?? undefined), map.apply(negative(a), forNegative))
}

/** Like the total without bias, of values that belong to the inputs and follow their signs. */
function weigh(map: AffineMap, values: Activations, a: Activations, share: Share): Activations {
  if (!split(map, share)) return map.apply(values, share.forPositive)
  const up = map.apply(tf.mul(values, tf.step(a)), share.forPositive)
  return tf.add(up, map.apply(tf.mul(values, tf.step(tf.neg(a))), share.forNegative))
}

/** a⁺ (s w₁ᵀ) + a⁻ (s w₂ᵀ) */
function receive(map: AffineMap, a: Activations, s: Activations, share: Share): Activations {
  return tf.mul(a, slopes(map, a, s, share, a))
}

/**
 * s w₁ᵀ where the input is positive, s w₂ᵀ where it is negative: the derivative of Σ s · total in the inputs;
 * where `at` is zero, nobody will look.
 */
function slopes(map: AffineMap, a: Activations, s: Activations, share: Share, at?: Activations): Activations {
  if (!split(map, share)) return map.transpose(s, share.forPositive, at)
  const up = tf.mul(map.transpose(s, share.forPositive), tf.step(a))
  return tf.add(up, tf.mul(map.transpose(s, share.forNegative), tf.step(tf.neg(a))))
}

/** Whether the inputs' signs choose between two sets of weights; pixels are never negative. */
function split(map: AffineMap, { forPositive, forNegative }: Share): boolean {
  return forPositive !== forNegative && !map.pixels
}

/** The positive part u⁺ = max(u, 0). */
export function positive<T extends tf.Tensor>(u: T): T {
  return tf.relu(u)
}

/** The negative part u⁻ = min(u, 0). */
export function negative<T extends tf.Tensor>(u: T): T {
  return tf.neg(tf.relu(tf.neg(u)))
}
