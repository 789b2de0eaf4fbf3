import type { ImageShape } from './image.ts'
import type { Overlap, Prediction } from './trial.ts'

/** What a map shows, in words: for screen readers and captions. */
export function summarizeHeatmap(values: ArrayLike<number>, shape: ImageShape): string {
  const relevance = overChannels(values, shape)
  const mass = sum(relevance, Math.abs)
  if (mass === 0) return 'No relevance anywhere.'
  const positive = sum(relevance, (value) => Math.max(value, 0)) / mass
  return `${whereText(relevance, shape)} ${balanceText(positive)} ${spreadText(relevance, mass)}`
}

/** How the k % most relevant pixels before and after agree, in words. */
export function summarizeOverlap({ size, common, clean, attacked }: Overlap, shape: ImageShape): string {
  if (size === 0) return 'No pixel is selected.'
  const share = `${common} of ${size} most relevant pixels are common (${percent(common / size)}).`
  const lost = region(
    Float32Array.from(clean, (on, i) => (on && !attacked[i] ? 1 : 0)),
    shape,
  )
  const gained = region(
    Float32Array.from(attacked, (on, i) => (on && !clean[i] ? 1 : 0)),
    shape,
  )
  if (!lost || !gained) return share
  return `${share} Those lost lie ${lost}, those gained ${gained}.`
}

/** The most probable class, in words, and how sure the draws are of it. */
export function summarizePrediction(prediction: Prediction, classes: readonly string[]): string {
  const probability = prediction.probabilities[prediction.class] ?? 0
  const deviation = prediction.deviation[prediction.class] ?? 0
  const spread = deviation > 0 ? `, plus or minus ${percent(deviation)} between draws` : ''
  return `${classes[prediction.class] ?? prediction.class} with ${percent(probability)}${spread}`
}

/** One value per pixel: the sum over its channels, [h, w]. */
export function overChannels(values: ArrayLike<number>, [height, width, channels]: ImageShape): Float32Array {
  const sums = new Float32Array(height * width)
  for (let i = 0; i < values.length; i++) sums[Math.floor(i / channels)]! += values[i]!
  return sums
}

function whereText(relevance: Float32Array, shape: ImageShape): string {
  const where = region(relevance.map(Math.abs), shape)
  return `Most of it lies ${where}.`
}

function balanceText(positive: number): string {
  if (positive > 0.995) return 'All of it speaks for the class.'
  if (positive < 0.005) return 'All of it speaks against the class.'
  return `${percent(positive)} speaks for the class, ${percent(1 - positive)} against.`
}

function spreadText(relevance: Float32Array, mass: number): string {
  const sizes = Float64Array.from(relevance, Math.abs).sort().reverse()
  let reached = 0
  let pixels = 0
  while (reached < mass / 2 && pixels < sizes.length) reached += sizes[pixels++]!
  return `Half of it sits on ${pixels} of ${relevance.length} pixels.`
}

const thirds = [
  ['in the upper left', 'at the top', 'in the upper right'],
  ['on the left', 'in the middle', 'on the right'],
  ['in the lower left', 'at the bottom', 'in the lower right'],
] as const

/** The ninth of the picture that holds most of the mass; undefined for an empty one. */
function region(mass: Float32Array, [height, width, channels]: ImageShape): string | undefined {
  const pixels = mass.length === height * width ? mass : overChannels(mass, [height, width, channels])
  const ninths = new Float64Array(9)
  pixels.forEach((value, i) => {
    const row = Math.floor((Math.floor(i / width) * 3) / height)
    ninths[3 * row + Math.floor(((i % width) * 3) / width)]! += value
  })
  const most = Math.max(...ninths)
  const at = ninths.indexOf(most)
  return most > 0 ? thirds[Math.floor(at / 3) as 0 | 1 | 2][(at % 3) as 0 | 1 | 2] : undefined
}

function sum(values: Float32Array, of: (value: number) => number): number {
  let total = 0
  for (const value of values) total += of(value)
  return total
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}
