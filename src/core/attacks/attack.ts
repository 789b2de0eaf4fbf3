import type { Driven } from '../../domain/catalogue.ts'
import { type ParameterSpecs, real, type ValuesOf } from '../../domain/parameters.ts'
import { type Key, split } from '../../domain/random.ts'
import type { Context } from '../../domain/task.ts'
import type { ExplanationChoice } from '../lrp/explain.ts'
import type { Entry } from '../registry.ts'
import { rows } from '../rows.ts'
import type { Victim } from './victim.ts'

export interface AttackSetting {
  /** Root of the random numbers of each image: what happens to an image does not depend on its neighbours in a batch. */
  readonly keys: readonly Key[]
  readonly context: Context
  /** The explanation at hand, for attacks on explanations. */
  readonly explained: Explained
  /** An image of the test set by its place, for attacks that aim at another image's heatmap. */
  testImage(index: number): Promise<Float32Array>
  /** Called with every iterate [images, pixels] where somebody wants to see the way. */
  readonly record?: (x: Float32Array) => void
  /** Called once by attacks on an explanation: what they raised, one value an image. */
  readonly note?: (objective: Climb) => void
}

/** An objective before and after, one value an image; the attacker wants it large. */
export interface Climb {
  readonly before: readonly number[]
  readonly after: readonly number[]
}

/** What an attack on an explanation attacks: the heatmap as it would be shown. */
export type Explained = Omit<ExplanationChoice, 'cleanClasses'>

/** A way to change images so that a prediction or an explanation changes. */
export interface Attack<S extends ParameterSpecs = ParameterSpecs> extends Entry {
  readonly summary: string
  /** What it means to change; an attack on an explanation depends on the rule and layer at hand. */
  readonly aim: 'prediction' | 'explanation' | 'nothing'
  /** Present on twins of released code. */
  readonly protocol?: 'released'
  /** What its objective is; where that is driven down, `note` is given its negative. */
  readonly drives?: Driven
  readonly parameters: S
  /** From clean images [images, pixels] to attacked ones; x is left as it is. */
  run(victim: Victim, x: Float32Array, values: ValuesOf<S>, setting: AttackSetting): Promise<Float32Array>
}

/** Infers the parameters' types from their specifications. */
export function attack<const S extends ParameterSpecs>(definition: Attack<S>): Attack<S> {
  return definition
}

/** Largest change of a pixel; 0.2 in the paper. */
export const budgetSpec = real({
  label: 'budget',
  help: 'No pixel changes by more than this.',
  symbol: 'ε',
  unit: 'pixel, L∞',
  min: 0,
  max: 1,
  default: 0.2,
})

/** A key for each of `n` images. */
export function imageKeys(root: Key, n: number): readonly Key[] {
  return Array.from({ length: n }, (_, image) => split(root, image))
}

/**
 * Random numbers for a victim's images [rows, pixels], row r belonging to image r modulo the number of keys:
 * `draw` makes all that one image needs, in one stretch from its own key.
 */
export function drawnFor(
  keys: readonly Key[],
  { images, pixels }: Pick<Victim, 'images' | 'pixels'>,
  draw: (key: Key, count: number) => Float32Array,
): Float32Array {
  const n = keys.length
  const all = new Float32Array(images * pixels)
  keys.forEach((key, image) => {
    rows(draw(key, all.length / n), images / n).forEach((row, s) => {
      all.set(row, (s * n + image) * pixels)
    })
  })
  return all
}

/** The nearest image within the budget of x and within [0, 1]. */
export function project(candidate: Float32Array, x: Float32Array, budget: number): Float32Array {
  return candidate.map((value, i) => clamp(Math.min(x[i]! + budget, Math.max(x[i]! - budget, value))))
}

/** x + step · sign(direction), within [0, 1]. */
export function signStep(x: Float32Array, direction: Float32Array, step: number): Float32Array {
  // sign(0) is 0: a pixel without gradient must stay where it is
  return x.map((value, i) => clamp(value + step * Math.sign(direction[i]!)))
}

/** The nearest pixel value. */
export function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}
