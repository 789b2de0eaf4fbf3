import type { ParameterSpecs, ValuesOf } from '../../domain/parameters.ts'
import { integer, real } from '../../domain/parameters.ts'
import { type Attack, attack, clamp } from './attack.ts'
import { releasedView } from './released.ts'

const specs = {
  budget: real({
    label: 'clamp',
    help: 'As released, the image itself is clamped to ± this, not the change.',
    symbol: 'ε',
    unit: 'pixel',
    min: 0,
    max: 1,
    default: 0.2,
  }),
  steps: integer({ label: 'steps', min: 1, max: 200, default: 10 }),
  stepSize: real({ label: 'step size', symbol: 'α', unit: 'pixel', min: 0.001, max: 1, default: 0.5 }),
} satisfies ParameterSpecs

/**
 * What the released top-k and target-region attacks both compute: x ← clamp(x + α sgn R(x), -ε, ε), then [0, 1].
 * The heatmap is detached there, so the step follows the heatmap itself and the objective has no influence.
 */
export function heatmapSign(id: string, label: string): Attack<typeof specs> {
  return attack({
    id,
    label,
    source: 'Carbone et al. 2022, released code',
    summary:
      'As released: follows the sign of the heatmap itself and clamps the image; its objective is not used.',
    aim: 'explanation',
    protocol: 'released',
    parameters: specs,
    async run(
      victim,
      x,
      { budget, steps, stepSize }: ValuesOf<typeof specs>,
      { context, explained, record },
    ) {
      const view = {
        explained: releasedView(explained.layer),
        softness: null,
        cleanClasses: await victim.classes(x),
      }
      let at = x
      for (let step = 0; step < steps; step++) {
        await context.checkpoint({ step, of: steps })
        const { heatmap } = await victim.look(at, view)
        at = at.map((value, i) => within(value + stepSize * Math.sign(heatmap[i]!), budget))
        record?.(at)
      }
      return at.map(clamp)
    },
  })
}

function within(value: number, bound: number): number {
  return Math.min(bound, Math.max(-bound, value))
}
