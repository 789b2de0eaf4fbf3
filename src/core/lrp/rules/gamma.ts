import type { Conventions } from '../../../domain/conventions.ts'
import { real } from '../../../domain/parameters.ts'
import type { Activations } from '../../nn/network.ts'
import * as tf from '../../tf.ts'
import { applySigned, negative, positive, receiveSigned } from '../parts.ts'
import { type AffineStep, rule } from '../rule.ts'
import { stabilize } from '../stabilize.ts'

const tiny = 1e-10 // keeps a zero denominator from dividing; not a parameter of the rule

/** Favours the contributions that agree with the output's sign, by 1 + γ. */
export const gamma = rule({
  id: 'gamma',
  label: 'gamma',
  source: 'Montavon et al. 2019; signed inputs as in zennit',
  summary: 'Contributions that agree with the output count more, so that fewer of them cancel.',
  parameters: {
    gamma: real({ label: 'preference', symbol: 'γ', min: 0, max: 10, default: 0.1 }),
  },
  propagate(step, values, { gammaForm, zeroSign }) {
    return gammaForm === 'generalized'
      ? generalized(step, values.gamma, zeroSign)
      : squared(step, values.gamma, zeroSign)
  },
})

/**
 * For z > 0 the denominator is D = Σ a⁺(w + γ w⁺) + Σ a⁻(w + γ w⁻) + (b + γ b⁺); for z < 0 w⁺ and w⁻ change
 * places and b counts γ b⁻; for z = 0 nothing flows. Each input receives its own terms of D times R / D.
 */
function generalized(
  { map, w, b, a, z, relevance }: AffineStep,
  gamma: number,
  zeroSign: Conventions['zeroSign'],
): Activations {
  const up = tf.add(w, tf.mul(positive(w), gamma)) as tf.Tensor3D
  const down = tf.add(w, tf.mul(negative(w), gamma)) as tf.Tensor3D
  const share = (
    units: Activations,
    forPositive: tf.Tensor3D,
    forNegative: tf.Tensor3D,
    bias: tf.Tensor3D,
  ) => {
    const denominator = stabilize(applySigned(map, a, forPositive, forNegative, bias), tiny, zeroSign)
    const s: tf.Tensor3D = tf.div(tf.mul(relevance, units), denominator)
    return receiveSigned(map, a, s, forPositive, forNegative)
  }
  const rising = share(tf.step(z), up, down, tf.add(b, tf.mul(positive(b), gamma)))
  const falling = share(tf.step(tf.neg(z)), down, up, tf.add(b, tf.mul(negative(b), gamma)))
  return tf.add(rising, falling)
}

/** As released: w' = w + γ (w⁺)² and b' alike, one factor w⁺ more than the definition; R_j = a_j Σ_k w'_jk R_k / z'_k. */
function squared(
  { map, w, b, a, relevance }: AffineStep,
  gamma: number,
  zeroSign: Conventions['zeroSign'],
): Activations {
  const raised = (u: tf.Tensor3D): tf.Tensor3D => tf.add(u, tf.mul(tf.square(positive(u)), gamma))
  const denominator = stabilize(map.apply(a, raised(w), raised(b)), tiny, zeroSign)
  return tf.mul(a, map.transpose(tf.div(relevance, denominator), raised(w)))
}
