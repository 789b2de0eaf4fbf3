import { real } from '../../../domain/parameters.ts'
import { type WeightTensor, weightsBySign } from '../../kernels/quantized.ts'
import * as tf from '../../tf.ts'
import { rule } from '../rule.ts'
import type { Share } from '../share.ts'
import { negative, positive, termsBySign } from '../terms.ts'

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
  shares({ w, b }, { alpha, beta }, { alphaBetaBias }) {
    const ignored = alphaBetaBias === 'ignored'
    const up = weightsBySign(w, 1, 0)
    const down = weightsBySign(w, 0, 1)
    const share = (factor: number, [along, across]: Pair, part: typeof positive, sign: 1 | -1): Share => ({
      factor,
      terms: termsBySign(along, across, ignored ? null : part(b)),
      units: null,
      stabilize: (total: tf.Tensor3D) =>
        ignored ? offZero(total) : (tf.add(total, sign * tiny) as tf.Tensor3D),
    })
    const forIt = share(alpha, [up, down], positive, 1)
    return beta === 0 ? [forIt] : [forIt, share(-beta, [down, up], negative, -1)]
  },
})

type Pair = readonly [along: WeightTensor, across: WeightTensor]

function offZero(total: tf.Tensor3D): tf.Tensor3D {
  return tf.add(total, tf.mul(tf.cast(tf.equal(total, 0), 'float32'), releasedTiny))
}
