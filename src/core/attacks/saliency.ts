import { integer, real } from '../../domain/parameters.ts'
import { type AttackSetting, budgetSpec, project, signStep } from './attack.ts'
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
  { budget, steps, stepSize, softness }: Walk,
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
  let at = x
  let clean: Float32Array | undefined
  for (let step = 0; step < steps; step++) {
    await setting.context.checkpoint({ step, of: steps })
    const look = await victim.look(at, view)
    clean ??= look.heatmap
    const before = rows(clean, victim.images)
    const aims = rows(look.heatmap, victim.images).map((row, image) => aimAt(row, before[image]!, image))
    const gradient = await look.pullback(joined(aims.map((aim) => aim.gradient)))
    at = project(signStep(at, gradient, stepSize * budget), x, budget)
    setting.record?.(at)
    await keeper.offer(at)
  }
  return keeper.images()
}

/** Remembers, image by image, the best candidate that is still predicted as the clean image was. */
export interface Keeper {
  readonly cleanClasses: Uint8Array
  offer(candidate: Float32Array): Promise<void>
  images(): Float32Array
}

/** What a candidate is worth by its heatmap on the network as it is; `clean` is the heatmap before. */
export type Worth = (heatmap: Float32Array, image: number, clean: Float32Array) => number

export async function keepBest(
  victim: Victim,
  x: Float32Array,
  { explained }: AttackSetting,
  worth: Worth,
): Promise<Keeper> {
  const cleanClasses = await victim.classes(x)
  const view = { explained, softness: null, cleanClasses }
  const clean = rows((await victim.look(x, view)).heatmap, victim.images)
  const images = x.slice()
  const best = clean.map((heatmap, image) => worth(heatmap, image, heatmap))
  return {
    cleanClasses,
    images: () => images,
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

/** The equal parts of an array, one an image. */
export function rows(values: Float32Array, count: number): readonly Float32Array[] {
  const size = values.length / count
  return Array.from({ length: count }, (_, i) => values.subarray(i * size, (i + 1) * size))
}

export function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
