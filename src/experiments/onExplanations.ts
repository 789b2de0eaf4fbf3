import type { StudyExperiment } from './experiment.ts'
import { type AttackFamily, bothProtocols, mnistPairs, pairUnder } from './pairs.ts'

/** The paper's number. */
const steps = 10

// a step differentiates the heatmap, which costs about four gradients of the loss
const attacks: readonly AttackFamily[] = [
  { id: 'topk', label: 'top-k', gradients: 4 * steps },
  { id: 'region', label: 'target region', gradients: 4 * steps },
  { id: 'beta', label: 'beta', gradients: 4 * steps },
]

/** Attacks on the explanation: Figures 14 and 15. */
export const onExplanations: readonly StudyExperiment[] = mnistPairs.flatMap((pair) =>
  attacks.flatMap((attack) =>
    bothProtocols.map((protocol) =>
      pairUnder(pair, attack, protocol, {
        images: 100,
        attack: {
          id: protocol === 'released' ? `${attack.id}-released` : attack.id,
          parameters: { steps },
        },
      }),
    ),
  ),
)
