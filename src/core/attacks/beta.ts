import { integer, real, testImage } from '../../domain/parameters.ts'
import { adam, adamState } from '../inference/adam.ts'
import { joined, rows } from '../rows.ts'
import { attack, budgetSpec, project } from './attack.ts'
import { keepBest } from './saliency.ts'

/**
 * Minimizes ‖R(x̃) - Rᵗ‖² / ‖Rᵗ‖² + γ ‖p(x̃) - p(x)‖² by Adam, Rᵗ being the heatmap of a target image, with
 * softplus in place of the leaky ReLU and its β growing while the attack runs; within the budget and [0, 1], and
 * of the iterates with the class kept the nearest one on the network as it is. Source: Dombrowski et al. 2019.
 */
export const beta = attack({
  id: 'beta',
  label: 'beta',
  source: 'Dombrowski et al. 2019',
  summary: 'Gives the image the heatmap of another image, the prediction kept.',
  aim: 'explanation',
  drives: { label: 'squared distance to the target’s heatmap', direction: 'down' },
  parameters: {
    budget: budgetSpec,
    target: testImage({ label: 'target image', help: 'A test image whose heatmap is imitated.', default: 1 }),
    steps: integer({ label: 'steps', min: 1, max: 500, default: 50 }),
    learningRate: real({ label: 'learning rate', unit: 'pixel', min: 0.0001, max: 0.1, default: 0.01 }),
    softnessFrom: real({ label: 'first sharpness', symbol: 'β₀', min: 1, max: 200, default: 10 }),
    softnessTo: real({ label: 'last sharpness', symbol: 'β₁', min: 1, max: 200, default: 100 }),
    outputWeight: real({ label: 'weight of the output', symbol: 'γ', min: 0, max: 100, default: 1 }),
  },
  async run(victim, x, values, setting) {
    const { explained, context } = setting
    const target = await targetHeatmap()
    const keeper = await keepBest(victim, x, setting, (heatmap, image) => -distance(heatmap, image))
    if (values.budget === 0) return keeper.images()
    const before = (await victim.look(x, { explained, softness: null, cleanClasses: keeper.cleanClasses }))
      .probabilities
    const moments = adamState(x.length)
    let at = x
    for (let step = 0; step < values.steps; step++) {
      await context.checkpoint({ step, of: values.steps })
      const next = at.slice()
      adam(moments, next, await slope(at, step / values.steps, before), values.learningRate, step + 1)
      at = project(next, x, values.budget)
      setting.record?.(at)
      await keeper.offer(at)
    }
    return keeper.images()

    /** Gradient of what is minimized, with β grown to a share `grown` of its way. */
    async function slope(
      image: Float32Array,
      grown: number,
      probabilities: Float32Array,
    ): Promise<Float32Array> {
      const softness = values.softnessFrom * (values.softnessTo / values.softnessFrom) ** grown
      const look = await victim.look(image, { explained, softness, cleanClasses: keeper.cleanClasses })
      const gradient = await look.pullback(joined(rows(look.heatmap, victim.images).map(towardsTarget)))
      const drift = look.probabilities.map((p, i) => 2 * values.outputWeight * (p - probabilities[i]!))
      const ofOutput = await look.outputPullback(drift)
      return gradient.map((g, i) => g + ofOutput[i]!)
    }

    /** The target's heatmap once for each image; the target explains its own prediction. */
    async function targetHeatmap(): Promise<readonly Float32Array[]> {
      const picture = await setting.testImage(values.target)
      const copies = joined(Array.from({ length: victim.images }, () => picture))
      const cleanClasses = await victim.classes(copies)
      return rows(
        (await victim.look(copies, { explained, softness: null, cleanClasses })).heatmap,
        victim.images,
      )
    }

    /** Derivative of the relative distance to the target's heatmap. */
    function towardsTarget(heatmap: Float32Array, image: number): Float32Array {
      const aim = target[image]!
      const unit = size(aim) || 1 // an empty heatmap has no size to be measured in
      return heatmap.map((r, p) => (2 * (r - aim[p]!)) / unit)
    }

    function distance(heatmap: Float32Array, image: number): number {
      return size(heatmap.map((r, p) => r - target[image]![p]!))
    }
  },
})

function size(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value * value, 0)
}
