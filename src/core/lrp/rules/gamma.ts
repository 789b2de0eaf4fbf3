import { real } from '../../../domain/parameters.ts'
import { floatWeights } from '../../kernels/quantized.ts'
import * as tf from '../../tf.ts'
import { rule } from '../rule.ts'
import { stabilize } from '../stabilize.ts'
import { agreeingTerms, plainTerms, positive } from '../terms.ts'

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
    const rest = { factor: 1, stabilize: (d: tf.Tensor3D) => stabilize(d, tiny, zeroSign) }
    if (gammaForm === 'generalized') {
      const flowing: tf.Tensor3D = tf.step(tf.abs(z))
      return [{ ...rest, terms: agreeingTerms({ w, b, z }, gamma), units: flowing }]
    }
    const raised = <T extends tf.Tensor>(u: T): T => tf.add(u, tf.mul(tf.square(positive(u)), gamma))
    return [{ ...rest, terms: plainTerms(raised(floatWeights(w)), raised(b)), units: null }]
  },
})
