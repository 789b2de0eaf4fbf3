import { integer, real } from '../../domain/parameters.ts'
import { adam, adamState } from '../inference/adam.ts'
import { rows } from '../rows.ts'
import { attack, clamp } from './attack.ts'
import { releasedView } from './released.ts'
import type { Victim } from './victim.ts'

/**
 * The released beta attack: Adam on the heatmap of the softmax probability plus the output's squared change sent
 * back through LRP; the target has no gradient there and no influence. The image is clamped to [mean, standard
 * deviation] of the data, and softplus stays in place for the attack.
 */
export const betaReleased = attack({
  id: 'beta-released',
  label: 'beta, as released',
  source: 'Carbone et al. 2022, released code',
  summary:
    'As released: moves every pixel against its own relevance and squeezes the contrast; no target is used.',
  aim: 'explanation',
  protocol: 'released',
  parameters: {
    low: real({ label: 'mean of the data', unit: 'pixel', min: 0, max: 1, default: 0.1307 }),
    high: real({ label: 'deviation of the data', unit: 'pixel', min: 0, max: 1, default: 0.3081 }),
    steps: integer({ label: 'steps', min: 1, max: 200, default: 10 }),
    learningRate: real({ label: 'learning rate', unit: 'pixel', min: 0.0001, max: 0.1, default: 0.01 }),
    softness: real({ label: 'softplus sharpness', symbol: 'β', min: 1, max: 200, default: 100 }),
    outputWeight: real({ label: 'weight of the output', symbol: 'γ', min: 0, max: 100, default: 1 }),
  },
  async run(
    victim,
    x,
    { low, high, steps, learningRate, softness, outputWeight },
    { context, explained, record },
  ) {
    const view = { explained: releasedView(explained.layer), softness, cleanClasses: await victim.classes(x) }
    const before = (await victim.look(x, view)).probabilities
    const moments = adamState(x.length)
    let at = x
    for (let step = 0; step < steps; step++) {
      await context.checkpoint({ step, of: steps })
      const look = await victim.look(at, view)
      const drift = look.probabilities.map(
        (p, i) => (2 * outputWeight * (p - before[i]!)) / classesOf(look, victim),
      )
      const ofOutput = await look.outputRelevance(drift)
      const next = at.slice()
      const gradient = look.heatmap.map((relevance, i) => relevance + ofOutput[i]!)
      adam(moments, next, gradient, learningRate, step + 1)
      at = next.map((value) => Math.min(high, Math.max(low, value)))
      record?.(at)
    }
    return at.map(clamp)
  },
})

function classesOf({ probabilities }: { readonly probabilities: Float32Array }, { images }: Victim): number {
  return rows(probabilities, images)[0]!.length
}
