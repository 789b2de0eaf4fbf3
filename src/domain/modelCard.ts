import * as v from 'valibot'
import { checked } from './checked.ts'

/**
 * What is known about a trained network: `models/<id>/card.json`.
 * Written by the trainer, read by the page, the command line and the tests.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const numbers = v.array(v.number())
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a sha256 in hexadecimal'))

const ModelFileSchema = v.object({
  name: v.pipe(v.string(), v.regex(/^[\w.-]+\.safetensors$/, 'a plain file name ending in .safetensors')),
  bytes: count,
  sha256: hash,
  /** Chain and draws of the chain in this file, in the order of the posterior's draws; only for stored draws. */
  chain: v.optional(count),
  draws: v.optional(v.array(count)),
})

const PosteriorSchema = v.variant('kind', [
  v.object({ kind: v.literal('point') }),
  /** Draw s is mean + scale * normal(split(split(key(seed), s), tensor name)). */
  v.object({ kind: v.literal('gaussian'), seed: v.pipe(v.number(), v.integer()), draws: count }),
  v.object({ kind: v.literal('stored'), draws: count }),
])

const ReliabilityBinSchema = v.object({
  from: share,
  to: share,
  count,
  /** Mean confidence and accuracy of the images in the bin; both 0 in an empty bin. */
  confidence: share,
  accuracy: share,
})

const EvaluationSchema = v.object({
  images: count,
  /** Draws in the posterior mean of the softmax that everything here is computed from. */
  draws: count,
  accuracy: share,
  /** Nats an image. */
  negativeLogLikelihood: v.number(),
  expectedCalibrationError: share,
  reliability: v.array(ReliabilityBinSchema),
  fgsm: v.object({ budget: v.number(), accuracy: share }),
  /**
   * Share of the images whose loss gradient at the logits is exactly zero, per draw:
   * `defined` pairwise in double, `released` float32 softmax minus one-hot.
   */
  saturation: v.object({ defined: numbers, released: numbers }),
})

const CurveSchema = v.object({
  label: v.string(),
  x: v.object({ label: v.string(), values: numbers }),
  y: v.object({ label: v.string(), values: numbers }),
})

const ChainSchema = v.object({
  chain: count,
  /** Which start of the chain this is, where the step size of earlier ones did not fit. */
  attempt: v.exactOptional(count),
  seed: v.pipe(v.number(), v.integer()),
  warmUp: count,
  draws: count,
  /** Mean probability of acceptance after warm-up. */
  acceptance: share,
  /** Of every transition, warm-up included. */
  potential: numbers,
  acceptanceProbability: numbers,
  stepSize: numbers,
  /** Euclidean distance from the chain's start, in prior standard deviations a parameter. */
  distance: numbers,
  seconds: v.number(),
  flop: v.number(),
  commit: v.string(),
})

const SpreadSchema = v.object({ median: v.number(), worst: v.number() })

/** R-hat is infinite where every chain stands still in a place of its own; JSON writes that as null. */
const RHatSchema = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? Number.POSITIVE_INFINITY),
)

const ConvergenceSchema = v.object({
  chains: count,
  drawsPerChain: count,
  logLikelihood: v.object({ rHat: RHatSchema, effectiveSampleSize: v.number() }),
  /** Over the probabilities of the true class of `images` test images. */
  probabilities: v.object({
    images: count,
    rHat: v.object({ median: RHatSchema, worst: RHatSchema }),
    effectiveSampleSize: SpreadSchema,
  }),
})

export const ModelCardSchema = v.object({
  format: v.literal(1),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/, 'lower-case letters, digits and hyphens')),
  label: v.string(),
  dataset: v.string(),
  architecture: v.string(),
  hidden: count,
  method: v.string(),
  protocol: v.picklist(['defined', 'released']),
  posterior: PosteriorSchema,
  hyperparameters: v.record(v.string(), v.union([v.number(), v.string()])),
  seed: v.pipe(v.number(), v.integer()),
  commit: v.string(),
  seconds: v.number(),
  flop: v.number(),
  backend: v.string(),
  evaluation: EvaluationSchema,
  curves: v.array(CurveSchema),
  chains: v.array(ChainSchema),
  convergence: v.optional(ConvergenceSchema),
  /** What a reader should know: departures from the protocol, missed targets and why. */
  notes: v.array(v.string()),
  /** In reading order: chains take turns, so the first files already hold several, or as the method says. */
  files: v.array(ModelFileSchema),
})

/** `models/index.json`: what there is, without its curves. */
export const ModelIndexSchema = v.object({
  models: v.array(
    v.object({
      id: v.string(),
      label: v.string(),
      dataset: v.string(),
      architecture: v.string(),
      hidden: count,
      method: v.string(),
      protocol: v.picklist(['defined', 'released']),
      draws: count,
      accuracy: share,
      bytes: count,
    }),
  ),
})

export type ModelCard = v.InferOutput<typeof ModelCardSchema>
export type ModelFile = v.InferOutput<typeof ModelFileSchema>
export type ModelIndex = v.InferOutput<typeof ModelIndexSchema>
export type ModelSummary = ModelIndex['models'][number]
export type Evaluation = v.InferOutput<typeof EvaluationSchema>
export type ReliabilityBin = v.InferOutput<typeof ReliabilityBinSchema>
export type Curve = v.InferOutput<typeof CurveSchema>
export type ChainRecord = v.InferOutput<typeof ChainSchema>
export type Convergence = v.InferOutput<typeof ConvergenceSchema>

/** @throws TypeError naming the card and the field: "models/x/card.json: hidden: Invalid type: …" */
export function parseModelCard(value: unknown, name: string): ModelCard {
  return checked(ModelCardSchema, value, name)
}

/** @throws TypeError naming the index and the field */
export function parseModelIndex(value: unknown, name = 'models/index.json'): ModelIndex {
  return checked(ModelIndexSchema, value, name)
}

/** Draws that the posterior of a card offers. */
export function drawCount(card: ModelCard): number {
  return card.posterior.kind === 'point' ? 1 : card.posterior.draws
}

/** The line of a card in the index. */
export function summarize(card: ModelCard): ModelSummary {
  const { id, label, dataset, architecture, hidden, method, protocol } = card
  const bytes = card.files.reduce((sum, file) => sum + file.bytes, 0)
  const { accuracy } = card.evaluation
  return {
    id,
    label,
    dataset,
    architecture,
    hidden,
    method,
    protocol,
    draws: drawCount(card),
    accuracy,
    bytes,
  }
}
