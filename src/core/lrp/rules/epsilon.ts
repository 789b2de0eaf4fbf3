import { real } from '../../../domain/parameters.ts'
import { rule } from '../rule.ts'
import { stabilize } from '../stabilize.ts'
import { plainTerms } from '../terms.ts'

/** R_j = a_j Σ_k w_jk R_k / (z_k + ε sgn z_k). The stabilizer absorbs the relevance of weak, contradictory units. */
export const epsilon = rule({
  id: 'epsilon',
  label: 'epsilon',
  source: 'Bach et al. 2015; Montavon et al. 2019',
  summary: 'Each input receives its share of the output; weak outputs lose some of theirs to the stabilizer.',
  parameters: {
    stabilizer: real({ label: 'stabilizer', symbol: 'ϵ', unit: 'activation', min: 0, max: 1, default: 0.1 }),
  },
  shares: ({ w, b, z }, { stabilizer }, { zeroSign }) => [
    {
      factor: 1,
      terms: plainTerms(w, b, z),
      units: null,
      stabilize: (total) => stabilize(total, stabilizer, zeroSign),
    },
  ],
})
