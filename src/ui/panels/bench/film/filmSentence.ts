import type { Frame } from '../../../../domain/trial.ts'
import { probabilityText, quantityText, shareText } from '../../../../plots/numbers.ts'
import { t } from '../../../messages.ts'

/** One frame in words: where it is on the way, what the network says there, and how much is left of the explanation. */
export function filmSentence(
  { step, prediction, metrics, linf, l2 }: Frame,
  steps: number,
  classes: readonly string[],
): string {
  const name = classes[prediction.class] ?? String(prediction.class)
  const probability = probabilityText(prediction.probabilities[prediction.class] ?? 0)
  const share = (metric: string) => shareText(metrics[metric] ?? Number.NaN)
  return [
    t.film.says(t.film.step(step, steps), name, probability),
    t.film.moved(quantityText(linf), quantityText(l2)),
    t.film.left(share('lrp-robustness'), share('softmax-robustness')),
  ].join(' ')
}
