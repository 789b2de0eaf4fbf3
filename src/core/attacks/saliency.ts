import { choice, integer, real } from '../../domain/parameters.ts'
import { type Key, uniform } from '../../domain/random.ts'
import { joined, rows } from '../rows.ts'
import { type AttackSetting, budgetSpec, clamp, drawnFor, project, signStep } from './attack.ts'
import type { Victim } from './victim.ts'

/** A function of one image's heatmap that an attacker raises. */
export interface Aim {
  readonly value: number
  /** Its gradient at the heatmap, [pixels]. */
  readonly gradient: Float32Array
}

/** The aim on image `image`, given its heatmap now and its heatmap before the attack, [pixels] each. */
export type AimAt = (heatmap: Float32Array, clean: Float32Array, image: number) => Aim

/** Parameters that the attacks on an explanation share. */
export const saliencySpecs = {
  budget: budgetSpec,
  steps: integer({ label: 'steps', min: 1, max: 200, default: 20 }),
  stepSize: real({
    label: 'step size',
    symbol: 'α',
    unit: 'of the budget',
    min: 0.005,
    max: 1,
    default: 0.1,
  }),
  start: choice({
    label: 'start',
    help: 'A black pixel has no relevance and hence no slope of |R|; a random start gives it one.',
    options: [
      { value: 'random', label: 'at random within the budget' },
      { value: 'clean', label: 'at the clean image' },
    ],
    default: 'random',
  }),
  softness: real({
    label: 'softplus sharpness',
    help: 'A leaky ReLU has no second derivative; inside the attack softplus of this sharpness stands for it.',
    symbol: 'β',
    min: 1,
    max: 200,
    default: 20,
  }),
}

interface Walk {
  readonly budget: number
  readonly steps: number
  readonly stepSize: number
  readonly start: 'random' | 'clean'
  readonly softness: number
}

/**
 * x_{t+1} = Proj(x_t + α sgn ∇ₓ D(R(x_t), R(x))) on the budget and on [0, 1], through the true gradient of the
 * softened network's heatmap; of the iterates whose predicted class is unchanged the one with the largest D on
 * the network as it is. Source: Ghorbani et al. 2019.
 */
export async function raise(
  victim: Victim,
  x: Float32Array,
  { budget, steps, stepSize, start, softness }: Walk,
  aimAt: AimAt,
  setting: AttackSetting,
): Promise<Float32Array> {
  const keeper = await keepBest(
    victim,
    x,
    setting,
    (heatmap, image, clean) => aimAt(heatmap, clean, image).value,
  )
  if (budget === 0) return keeper.images()
  const view = { explained: setting.explained, softness, cleanClasses: keeper.cleanClasses }
  const clean = (await victim.look(x, view)).heatmap
  const before = rows(clean, victim.images)
  let at = start === 'random' ? scattered(victim, x, budget, setting.keys) : x
  for (let step = 0; step < steps; step++) {
    await setting.context.checkpoint({ step, of: steps })
    const look = await victim.look(at, view)
    const aims = rows(look.heatmap, victim.images).map((row, image) => aimAt(row, before[image]!, image))
    const gradient = await look.pullback(joined(aims.map((aim) => aim.gradient)))
    at = project(signStep(at, gradient, stepSize * budget), x, budget)
    setting.record?.(at)
    await keeper.offer(at)
  }
  return keeper.images()
}

/** A point at random within the budget of x, as PGD starts. */
export function scattered(
  victim: Victim,
  x: Float32Array,
  budget: number,
  keys: readonly Key[],
): Float32Array {
  const noise = drawnFor(keys, victim, (key, count) => uniform(key, count, -budget, budget))
  return x.map((value, i) => clamp(value + noise[i]!))
}

/** Remembers, image by image, the best candidate that is still predicted as the clean image was. */
export interface Keeper {
  readonly cleanClasses: Uint8Array
  offer(candidate: Float32Array): Promise<void>
  /** The best of all, the clean image where nothing was better; notes what was reached. */
  images(): Float32Array
}

/** What a candidate is worth by its heatmap on the network as it is; `clean` is the heatmap before. */
export type Worth = (heatmap: Float32Array, image: number, clean: Float32Array) => number

export async function keepBest(
  victim: Victim,
  x: Float32Array,
  { explained, note }: AttackSetting,
  worth: Worth,
): Promise<Keeper> {
  const cleanClasses = await victim.classes(x)
  const view = { explained, softness: null, cleanClasses }
  const clean = rows((await victim.look(x, view)).heatmap, victim.images)
  const images = x.slice()
  const before = clean.map((heatmap, image) => worth(heatmap, image, heatmap))
  const best = before.slice()
  return {
    cleanClasses,
    images() {
      note?.({ before, after: best })
      return images
    },
    async offer(candidate) {
      const classes = await victim.classes(candidate)
      const heatmaps = rows((await victim.look(candidate, view)).heatmap, victim.images)
      const pixels = rows(candidate, victim.images)
      heatmaps.forEach((heatmap, image) => {
        const value = worth(heatmap, image, clean[image]!)
        if (classes[image] !== cleanClasses[image] || !(value > best[image]!)) return
        best[image] = value
        images.set(pixels[image]!, image * victim.pixels)
      })
    },
  }
}
