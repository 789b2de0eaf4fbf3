import type { StudyExperiment } from './experiment.ts'
import {
  type AttackFamily,
  bothProtocols,
  type Pair,
  pairUnder,
  paperPairs,
  variationalPairs,
} from './pairs.ts'

const attacks: readonly AttackFamily[] = [
  { id: 'fgsm', label: 'FGSM', gradients: 1 },
  { id: 'pgd', label: 'PGD', gradients: 40 },
]

/** Attacks on the prediction: Figures 2-4, 7-13 and 16. */
export const onPredictions: readonly StudyExperiment[] = [...paperPairs, ...variationalPairs].flatMap(
  (pair) =>
    attacks.flatMap((attack) =>
      bothProtocols.map((protocol) =>
        pairUnder(pair, attack, protocol, {
          images: imagesOf(pair, attack),
          attack: { id: attack.id, parameters: {} },
        }),
      ),
    ),
)

/** The paper has 500; forty steps through a convolutional network are for fewer. */
function imagesOf({ architecture }: Pair, { id }: AttackFamily): number {
  return id === 'pgd' && architecture.startsWith('conv') ? 100 : 500
}
