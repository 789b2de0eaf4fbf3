import { real } from '../../../domain/parameters.ts'
import { floatWeights, weightsBySign } from '../../kernels/quantized.ts'
import * as tf from '../../tf.ts'
import { rule } from '../rule.ts'
import { negative, positive, type Share } from '../share.ts'
import { stabilize } from '../stabilize.ts'

const tiny = 1e-10 // keeps a zero denominator from dividing; not a parameter of the rule

/**
 * Favors the contributions that agree with the output's sign, by 1 + γ.
 *
 * As defined, for z > 0 the denominator is D = Σ a⁺(w + γ w⁺) + Σ a⁻(w + γ w⁻) + (b + γ b⁺); for z < 0 w⁺ and w⁻
 * change places and b counts γ b⁻; for z = 0 nothing flows. Each input receives its own terms of D times R / D.
 *
 * As released, w' = w + γ (w⁺)² and b' alike, one factor w⁺ more: R_j = a_j Σ_k w'_jk R_k / z'_k.
 */
export const gamma = rule({
  id: 'gamma',
  label: 'gamma',
  source: 'Montavon et al. 2019; signed inputs as in zennit',
  summary: 'Contributions that agree with the output count more, so that fewer of them cancel.',
  parameters: {
    gamma: real({ label: 'preference', symbol: 'γ', min: 0, max: 10, default: 0.1 }),
  },
  shares({ w, b, z }, { gamma }, { gammaForm, zeroSign }) {
    const rest = { factor: 1, total: null, stabilize: (d: tf.Tensor3D) => stabilize(d, tiny, zeroSign) }
    if (gammaForm === 'squared') {
      const wide = floatWeights(w)
      const raised = tf.add(wide, tf.mul(tf.square(positive(wide)), gamma)) as tf.Tensor3D
      const bias = tf.add(b, tf.mul(tf.square(positive(b)), gamma)) as tf.Tensor3D
      return [{ ...rest, forPositive: raised, forNegative: raised, bias, units: null }]
    }
    const up = weightsBySign(w, 1 + gamma, 1)
    const down = weightsBySign(w, 1, 1 + gamma)
    const favoring = (part: typeof positive): tf.Tensor3D => tf.add(b, tf.mul(part(b), gamma))
    return [
      { ...rest, forPositive: up, forNegative: down, bias: favoring(positive), units: tf.step(z) },
      { ...rest, forPositive: down, forNegative: up, bias: favoring(negative), units: tf.step(tf.neg(z)) },
    ] satisfies Share[]
  },
})
