import type { Evaluation, ReliabilityBin } from '../../domain/modelCard.ts'
import type { Context } from '../../domain/task.ts'
import type { LayerWeights, Posterior } from '../posterior/posterior.ts'
import type { Blas } from './blas.ts'
import { argMax } from './loss.ts'
import type { LabelledImages } from './method.ts'
import { type TrainingNetwork, trainingNetwork } from './network.ts'

/** What each draw says on its own: for convergence diagnostics. */
export interface PerDraw {
  /** Mean log-probability of the label over all images, nats. */
  readonly logLikelihood: number
  /** Probability of the label for the first images. */
  readonly probabilities: Float64Array
}

/** Images whose label's probability is followed from draw to draw. */
export const followedImages = 500

const block = 500

/**
 * How good a posterior is on labelled images: the mean of the softmax over its first `draws` draws,
 * and the same under FGSM along the gradient of the expected loss.
 */
export async function evaluate(
  posterior: Posterior,
  data: LabelledImages,
  { draws, budget, blas }: { readonly draws: number; readonly budget: number; readonly blas: Blas },
  context: Context,
): Promise<{ readonly evaluation: Evaluation; readonly perDraw: readonly PerDraw[] }> {
  const network = trainingNetwork(posterior.architecture, block, blas)
  const count = Math.min(draws, posterior.draws)
  const clean = new Float64Array(data.labels.length * network.architecture.classes)
  const expectedGradient = new Float64Array(data.images.length)
  const perDraw: PerDraw[] = []
  const saturation = { defined: [] as number[], released: [] as number[] }
  for (let s = 0; s < count; s++) {
    const seen = evaluateDraw(network, flat(posterior.draw(s)), data, clean, expectedGradient)
    perDraw.push(seen)
    saturation.defined.push(seen.saturatedDefined)
    saturation.released.push(seen.saturatedReleased)
    await context.checkpoint({ step: s + 1, of: 2 * count, label: 'evaluation' })
  }
  const attacked = attackedImages(data.images, expectedGradient, budget)
  const under = new Float64Array(clean.length)
  for (let s = 0; s < count; s++) {
    addProbabilities(network, flat(posterior.draw(s)), attacked, under)
    await context.checkpoint({ step: count + s + 1, of: 2 * count, label: 'evaluation under FGSM' })
  }
  const fgsm = { budget, accuracy: accuracyOf(under, data.labels) }
  const evaluation = { ...calibration(clean, data.labels, count), fgsm, saturation }
  return { evaluation, perDraw }
}

/** Accuracy, negative log-likelihood and calibration of summed probabilities [n, classes] over `draws` draws. */
export function calibration(
  sums: Float64Array,
  labels: Uint8Array,
  draws: number,
): Omit<Evaluation, 'fgsm' | 'saturation'> {
  const classes = sums.length / labels.length
  let nats = 0
  labels.forEach((label, i) => {
    nats -= Math.log(Math.max(sums[i * classes + label]! / draws, Number.MIN_VALUE))
  })
  const reliability = reliabilityTable(sums, labels, draws)
  return {
    images: labels.length,
    draws,
    accuracy: accuracyOf(sums, labels),
    negativeLogLikelihood: nats / labels.length,
    expectedCalibrationError: reliability.reduce(
      (sum, bin) => sum + (bin.count / labels.length) * Math.abs(bin.confidence - bin.accuracy),
      0,
    ),
    reliability,
  }
}

/** Fifteen equal bins of the top probability (Guo et al. 2017). */
function reliabilityTable(sums: Float64Array, labels: Uint8Array, draws: number): ReliabilityBin[] {
  const classes = sums.length / labels.length
  const bins = Array.from({ length: 15 }, () => ({ count: 0, confidence: 0, right: 0 }))
  labels.forEach((label, i) => {
    const best = argMax(sums, i * classes, classes)
    const confidence = Math.min(1, sums[i * classes + best]! / draws)
    const bin = bins[Math.min(14, Math.floor(confidence * 15))]!
    bin.count++
    bin.confidence += confidence
    bin.right += best === label ? 1 : 0
  })
  return bins.map(({ count, confidence, right }, i) => ({
    from: i / 15,
    to: (i + 1) / 15,
    count,
    confidence: count ? confidence / count : 0,
    accuracy: count ? right / count : 0,
  }))
}

function accuracyOf(sums: Float64Array, labels: Uint8Array): number {
  const classes = sums.length / labels.length
  return (
    labels.reduce((n, label, i) => n + (argMax(sums, i * classes, classes) === label ? 1 : 0), 0) /
    labels.length
  )
}

/** One draw on all images: adds its probabilities and its loss gradients to the sums. */
function evaluateDraw(
  network: TrainingNetwork,
  parameters: Float32Array,
  { images, labels }: LabelledImages,
  sums: Float64Array,
  gradients: Float64Array,
) {
  const { classes } = network.architecture
  const width = images.length / labels.length
  const inputGradient = new Float32Array(block * width)
  const probabilities = new Float64Array(Math.min(followedImages, labels.length))
  const seen = { logLikelihood: 0, saturatedDefined: 0, saturatedReleased: 0, probabilities }
  for (let from = 0; from < labels.length; from += block) {
    const part = labels.subarray(from, from + block)
    const input = images.subarray(from * width, (from + part.length) * width)
    const logits = network.forward(parameters, input, part.length)
    const errors = new Float32Array(logits.length)
    // each image's error is brought to size 1 for the way back, in float32, and to its own size after it
    const scales = new Float64Array(part.length)
    part.forEach((label, i) => {
      const row = imageReading(logits.subarray(i * classes, (i + 1) * classes), label)
      row.probabilities.forEach((p, j) => (sums[(from + i) * classes + j]! += p))
      seen.logLikelihood += row.logProbability / labels.length
      seen.saturatedDefined += row.largestError === 0 ? 1 / labels.length : 0
      seen.saturatedReleased += row.zeroInFloat32 ? 1 / labels.length : 0
      if (from + i < probabilities.length) probabilities[from + i] = row.probabilities[label]!
      scales[i] = row.largestError
      row.errors.forEach(
        (e, j) => (errors[i * classes + j] = row.largestError === 0 ? 0 : e / row.largestError),
      )
    })
    network.backward(parameters, input, part.length, errors, { images: inputGradient })
    for (let i = 0; i < part.length; i++)
      for (let p = 0; p < width; p++)
        gradients[(from + i) * width + p]! += scales[i]! * inputGradient[i * width + p]!
  }
  return seen
}

/** Softmax, log-probability of the label and the gradient of the loss at the logits of one image, in double. */
function imageReading(logits: Float32Array, label: number) {
  const top = logits[argMax(logits, 0, logits.length)]!
  const weights = Float64Array.from(logits, (z) => Math.exp(z - top))
  const total = weights.reduce((sum, w) => sum + w, 0)
  const probabilities = weights.map((w) => w / total)
  // pairwise: the label's entry is minus the sum of the others, so that it does not vanish before they do
  const others = probabilities.reduce((sum, p, j) => (j === label ? sum : sum + p), 0)
  const errors = probabilities.map((p, j) => (j === label ? -others : p))
  return {
    probabilities,
    logProbability: logits[label]! - top - Math.log(total),
    errors,
    largestError: others,
    zeroInFloat32: zeroInFloat32(logits, top, label),
  }
}

/** Whether float32 softmax minus one-hot is the zero vector. */
function zeroInFloat32(logits: Float32Array, top: number, label: number): boolean {
  const weights = logits.map((z) => Math.exp(Math.fround(z - top)))
  const total = weights.reduce((sum, w) => Math.fround(sum + w), 0)
  return weights.every((w, j) => Math.fround(Math.fround(w / total) - (j === label ? 1 : 0)) === 0)
}

function addProbabilities(
  network: TrainingNetwork,
  parameters: Float32Array,
  images: Float32Array,
  sums: Float64Array,
): void {
  const { classes } = network.architecture
  const n = sums.length / classes
  const width = images.length / n
  for (let from = 0; from < n; from += block) {
    const count = Math.min(block, n - from)
    const logits = network.forward(parameters, images.subarray(from * width, (from + count) * width), count)
    for (let i = 0; i < count; i++) {
      const { probabilities } = imageReading(logits.subarray(i * classes, (i + 1) * classes), 0)
      probabilities.forEach((p, j) => (sums[(from + i) * classes + j]! += p))
    }
  }
}

function attackedImages(images: Float32Array, gradient: Float64Array, budget: number): Float32Array {
  return images.map((x, i) => Math.min(1, Math.max(0, x + budget * Math.sign(gradient[i]!))))
}

function flat(layers: readonly LayerWeights[]): Float32Array {
  const out = new Float32Array(layers.reduce((sum, { w, b }) => sum + w.length + b.length, 0))
  let at = 0
  for (const values of layers.flatMap(({ w, b }) => [w, b])) {
    out.set(values, at)
    at += values.length
  }
  return out
}
