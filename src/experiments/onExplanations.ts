import type { StudyExperiment } from './experiment.ts'
import { type AttackFamily, bothProtocols, fashionConv, mnistPairs, pairUnder } from './pairs.ts'

/** The paper's number. */
const steps = 10

// a step differentiates the heatmap, which costs about four gradients of the loss
const gradients = 4 * steps
const topk: AttackFamily = { id: 'topk', label: 'top-k', gradients }
const region: AttackFamily = { id: 'region', label: 'target region', gradients }
const beta: AttackFamily = { id: 'beta', label: 'beta', gradients }

const asked = [
  ...mnistPairs.map((pair) => ({ pair, attacks: [topk, region, beta] })),
  // published in an earlier version of Figure 14
  { pair: fashionConv, attacks: [region] },
]

/** Attacks on the explanation: Figures 14 and 15. */
export const onExplanations: readonly StudyExperiment[] = asked.flatMap(({ pair, attacks }) =>
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
