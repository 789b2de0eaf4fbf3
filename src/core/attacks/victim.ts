import type { Conventions } from '../../domain/conventions.ts'
import type { Batch, Ensemble } from '../ensemble.ts'
import { crossEntropy, crossEntropyGradient, margin, marginGradient } from '../nn/loss.ts'
import type { Objective } from './objective.ts'

/** A loss and the direction in the pixels that raises what the attacker wants. */
export interface Ascent {
  /** [images, pixels]; up to a positive factor for each image, so that the faintest keeps its direction. */
  readonly gradient: Float32Array
  /** What the attacker raises, one value an image. */
  readonly objective: Float64Array
  /** Share of the draws with an exactly zero gradient, one value an image. */
  readonly deadDraws: Float32Array
}

/** What an attack sees: images it may change and a way to ask how. It never learns how many draws answer. */
export interface Victim {
  readonly images: number
  readonly pixels: number
  ascend(x: Float32Array, objective: Objective): Promise<Ascent>
}

/** One attack on all draws at once: the gradient of the expected loss. */
export function expected(ensemble: Ensemble, labels: Labels, conventions: Conventions): Victim {
  return victim(ensemble, labels, conventions, false)
}

/** Every draw attacked alone on images of its own, as the released code does: images are [S · n, pixels]. */
export function perDraw(ensemble: Ensemble, labels: Labels, conventions: Conventions): Victim {
  return victim(ensemble, labels, conventions, true)
}

/** The class attacked, one an image. */
export type Labels = ArrayLike<number>

function victim(ensemble: Ensemble, labels: Labels, conventions: Conventions, alone: boolean): Victim {
  const { draws, network } = ensemble
  const n = labels.length
  const pixels = network.architecture.input.reduce((product, side) => product * side, 1)
  return {
    images: alone ? draws * n : n,
    pixels,
    async ascend(x, objective) {
      const pass = await ensemble.forward(asBatch(x, n, alone))
      const { rows, scale, value } = atLogits(pass.logits, labels, objective, conventions, draws)
      const { data, dead } = await pass.gradient(rows, alone ? undefined : shares(scale, n))
      const means = alone ? value : meanOverDraws(value, draws, n)
      const deadDraws = alone ? Float32Array.from(dead) : meanOverDraws(dead, draws, n)
      return { gradient: data, objective: Float64Array.from(means), deadDraws: Float32Array.from(deadDraws) }
    },
  }
}

const batches = new WeakMap<Float32Array, Batch>()

/** The same array gives the same batch, so that attack and explanation share the pass over the clean image. */
export function asBatch(data: Float32Array, n: number, perDraw = false): Batch {
  const known = batches.get(data)
  if (known && known.n === n && known.perDraw === perDraw) return known
  const batch = { data, n, perDraw }
  batches.set(data, batch)
  return batch
}

/**
 * The objective and its gradient at the logits, each row brought to size 1 in double before float32 sees it:
 * the gradient of a confident draw is far below what float32 can hold, its direction is not.
 */
function atLogits(
  logits: Float32Array,
  labels: Labels,
  { loss, target }: Objective,
  { logitGradient }: Conventions,
  draws: number,
) {
  const n = labels.length
  const classes = logits.length / (draws * n)
  const rows = new Float32Array(logits.length)
  const scale = new Float64Array(draws * n)
  const value = new Float64Array(draws * n)
  const sign = target === null ? 1 : -1 // towards a target, its own loss falls
  for (let row = 0; row < draws * n; row++) {
    const z = logits.subarray(row * classes, (row + 1) * classes)
    const label = target ?? labels[row % n]!
    const slope = loss === 'margin' ? marginGradient(z, label) : crossEntropyGradient(z, label, logitGradient)
    value[row] = sign * (loss === 'margin' ? margin(z, label) : crossEntropy(z, label))
    scale[row] = slope.reduce((largest, g) => Math.max(largest, Math.abs(g)), 0)
    slope.forEach((g, j) => {
      rows[row * classes + j] = scale[row] === 0 ? 0 : (sign * g) / scale[row]!
    })
  }
  return { rows, scale, value }
}

/** Every draw's scale over the largest of its image, [S, n]: what it counts in the expected gradient. */
function shares(scale: Float64Array, n: number): Float32Array {
  const largest = new Float64Array(n)
  scale.forEach((each, row) => {
    largest[row % n] = Math.max(largest[row % n]!, each)
  })
  return Float32Array.from(scale, (each, row) => (each === 0 ? 0 : each / largest[row % n]!))
}

function meanOverDraws(values: ArrayLike<number>, draws: number, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0
    for (let s = 0; s < draws; s++) sum += values[s * n + i]!
    return sum / draws
  })
}
