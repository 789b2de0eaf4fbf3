import type { Conventions } from '../../domain/conventions.ts'
import type { Batch, Ensemble, Explanation } from '../ensemble.ts'
import { explanationOf } from '../lrp/explain.ts'
import { crossEntropy, crossEntropyGradient, margin, marginGradient, softmax } from '../nn/loss.ts'
import { predictive } from '../predictive.ts'
import type { Explained } from './attack.ts'
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
  /** Classes predicted for x, one an image: by the ensemble, or by each draw of its own images. */
  classes(x: Float32Array): Promise<Uint8Array>
  /** The explanation of x, with softplus of sharpness `softness` in place of the leaky ReLU where given. */
  look(x: Float32Array, view: View): Promise<Look>
}

export interface View {
  readonly explained: Explained
  /** Softplus sharpness β; null for the network as it is. */
  readonly softness: number | null
  /** Classes to explain where the convention asks for the ensemble's or the clean one. */
  readonly cleanClasses: Uint8Array
}

/** A heatmap that can be differentiated. */
export interface Look {
  /** [images, pixels] */
  readonly heatmap: Float32Array
  /** Softmax of the network looked at, mean over its draws, [images, classes]. */
  readonly probabilities: Float32Array
  /** From a gradient at the heatmap to one at the pixels, both [images, pixels]. */
  pullback(atHeatmap: Float32Array): Promise<Float32Array>
  /** From a gradient at the probabilities [images, classes] to one at the pixels. */
  outputPullback(atProbabilities: Float32Array): Promise<Float32Array>
  /** As `outputPullback`, but sent back by LRP in place of the gradient. */
  outputRelevance(atProbabilities: Float32Array): Promise<Float32Array>
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
    async classes(x) {
      const { logits } = await ensemble.forward(asBatch(x, n, alone))
      return predictive(logits, alone ? 1 : draws, network.architecture.classes).classes
    },
    async look(x, { explained, softness, cleanClasses }) {
      const seen = softness === null ? ensemble : ensemble.softened(softness)
      const batch = asBatch(x, n, alone)
      const pass = await seen.forward(batch)
      const { explanation } = explanationOf(seen, pass, batch, {
        ...heldClass(explained, alone),
        cleanClasses,
      })
      const heatmap = (of: Explanation) =>
        alone ? pass.relevancePerDraw(of) : pass.relevance(of).then(({ mean }) => mean)
      return {
        heatmap: await heatmap(explanation),
        probabilities: predictive(pass.logits, alone ? 1 : draws, network.architecture.classes).mean,
        pullback: async (atHeatmap) => (await pass.explanationGradient(explanation, atHeatmap)).data,
        outputPullback: async (atProbabilities) =>
          (await pass.gradient(softmaxAdjoint(pass.logits, atProbabilities, network.architecture.classes)))
            .data,
        outputRelevance: (atProbabilities) =>
          heatmap({
            ...explanation,
            start: softmaxAdjoint(pass.logits, atProbabilities, network.architecture.classes),
          }),
      }
    },
  }
}

/** From a gradient at the probabilities, the same for every draw, to one at the logits: p ⊙ (g - g · p). */
function softmaxAdjoint(logits: Float32Array, atProbabilities: Float32Array, classes: number): Float32Array {
  const out = new Float32Array(logits.length)
  for (let at = 0; at < logits.length; at += classes) {
    const p = softmax(logits.subarray(at, at + classes))
    const g = (j: number) => atProbabilities[(at + j) % atProbabilities.length]!
    const mean = p.reduce((sum, each, j) => sum + each * g(j), 0)
    p.forEach((each, j) => {
      out[at + j] = each * (g(j) - mean)
    })
  }
  return out
}

/**
 * While an explanation is attacked the class explained stays that of the clean image, since the attack means to
 * keep it; draws that are attacked alone explain their own.
 */
function heldClass(explained: Explained, alone: boolean): Explained {
  const { conventions } = explained
  const held = alone
    ? 'own'
    : conventions.explainedClass === 'ensemble'
      ? 'clean'
      : conventions.explainedClass
  return { ...explained, conventions: { ...conventions, explainedClass: held } }
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
