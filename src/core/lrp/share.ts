import type { AffineMap } from '../nn/affine.ts'
import type { Activations } from '../nn/network.ts'
import * as tf from '../tf.ts'
import type { Terms } from './terms.ts'

/**
 * The one sentence that all rules say: a unit's relevance is handed to its inputs in proportion to their terms
 * in a total, R_j = factor · t_j R / D with D = stabilize(Σ t_j + bias). A rule is a sum of such shares;
 * propagating and differentiating are written here, once for all rules.
 */
export interface Share {
  /** What the share counts in the sum: 1, α, -β. */
  readonly factor: number
  readonly terms: Terms
  /** Units that take part, 1 or 0 [S, n, out]; null for all. */
  readonly units: Activations | null
  /** Keeps the denominator off zero; its slope must be 1. */
  stabilize(total: tf.Tensor3D): tf.Tensor3D
}

/** What relevance of the outputs is divided by, [S, n, out]. */
export function denominatorOf(map: AffineMap, a: Activations, share: Share): Activations {
  return share.stabilize(share.terms.total(map, a))
}

/** Relevance of the inputs [S, n, in] from relevance of the outputs [S, n, out] and the share's denominator. */
export function handBack(
  map: AffineMap,
  a: Activations,
  relevance: Activations,
  share: Share,
  denominator: Activations,
): Activations {
  const s: Activations = tf.div(masked(relevance, share), denominator)
  return counted(tf.mul(a, share.terms.slopes(map, a, s, a)), share)
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
  const { terms } = share
  const denominator = denominatorOf(map, a, share)
  const s: Activations = tf.div(masked(relevance, share), denominator)
  const atResult = counted(cotangent, share)
  const atS = terms.weigh(map, tf.mul(atResult, a), a)
  const atDenominator = tf.neg(tf.div(tf.mul(atS, s), denominator)) as Activations
  const atRelevance = tf.div(masked(atS, share), denominator) as Activations
  const throughNumerator = tf.mul(atResult, terms.slopes(map, a, s))
  return { relevance: atRelevance, a: tf.add(throughNumerator, terms.slopes(map, a, atDenominator)) }
}

function counted(values: Activations, { factor }: Share): Activations {
  return factor === 1 ? values : tf.mul(values, factor)
}

function masked(values: Activations, { units }: Share): Activations {
  return units ? tf.mul(values, units) : values
}
