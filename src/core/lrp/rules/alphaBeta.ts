import type { Conventions } from '../../../domain/conventions.ts'
import { real } from '../../../domain/parameters.ts'
import type { Activations } from '../../nn/network.ts'
import * as tf from '../../tf.ts'
import { applySigned, negative, positive, receiveSigned } from '../parts.ts'
import { type AffineStep, rule } from '../rule.ts'

const tiny = 1e-10 // keeps a denominator off zero; not a parameter of the rule
const releasedTiny = 1e-6 // as released, and on exact zeros only

/**
 * Positive and negative contributions are handed back apart:
 * R_j = α (its part of Z⁺) R / Z⁺ - β (its part of Z⁻) R / Z⁻,
 * with Z⁺ = Σ (a⁺w⁺ + a⁻w⁻) + b⁺ and Z⁻ = Σ (a⁺w⁻ + a⁻w⁺) + b⁻. Conserves relevance for α - β = 1.
 */
export const alphaBeta = rule({
  id: 'alpha-beta',
  label: 'alpha-beta',
  source: 'Bach et al. 2015; Montavon et al. 2017',
  summary: 'Evidence for and evidence against are handed back apart; with β = 0 only evidence for remains.',
  parameters: {
    alpha: real({ label: 'weight of evidence for', symbol: 'α', min: 0, max: 4, default: 1 }),
    beta: real({ label: 'weight of evidence against', symbol: 'β', min: 0, max: 4, default: 0 }),
  },
  propagate(step, { alpha, beta }, { alphaBetaBias }) {
    const { w, b } = step
    const forIt = handBack(step, positive(w), negative(w), positive(b), 1, alphaBetaBias)
    if (beta === 0) return tf.mul(forIt, alpha)
    const against = handBack(step, negative(w), positive(w), negative(b), -1, alphaBetaBias)
    return tf.sub(tf.mul(forIt, alpha), tf.mul(against, beta))
  },
})

/** The shares of one sign: Σ (a⁺ w₁ + a⁻ w₂) has that sign throughout. */
function handBack(
  { map, a, relevance }: AffineStep,
  forPositive: tf.Tensor3D,
  forNegative: tf.Tensor3D,
  bias: tf.Tensor3D,
  sign: 1 | -1,
  biasConvention: Conventions['alphaBetaBias'],
): Activations {
  const ignored = biasConvention === 'ignored'
  const total = applySigned(map, a, forPositive, forNegative, ignored ? undefined : bias)
  const denominator: tf.Tensor3D = ignored
    ? tf.add(total, tf.mul(tf.cast(tf.equal(total, 0), 'float32'), releasedTiny))
    : tf.add(total, sign * tiny)
  return receiveSigned(map, a, tf.div(relevance, denominator), forPositive, forNegative)
}
