import { effectiveSampleSize, splitRHat } from '../core/inference/convergence.ts'
import { followedImages, type PerDraw } from '../core/inference/evaluation.ts'
import type { InferenceMethod, Outcome, TrainingState } from '../core/inference/method.ts'
import type { Recipe } from '../core/inference/recipes.ts'
import type { Architecture } from '../core/nn/architecture.ts'
import { layersOf } from '../core/posterior/posterior.ts'
import type { ChainRecord, Convergence, Curve, ModelCard, ModelFile } from '../domain/modelCard.ts'
import type { Overrides } from '../domain/parameters.ts'
import { sha256 } from '../domain/sha256.ts'
import { gaussianFile, pointFile, storedFile, storedFileName } from './modelFormat.ts'

/** Draws of one chain in a file: a first answer comes after the first file. */
const drawsPerFile = 5

/** A tensor file as it is written, with its line in the card. */
export interface PackedFile {
  readonly file: ModelFile
  readonly bytes: Uint8Array
}

/** The tensor files of what a run came to. */
export async function packOutcome(
  net: Architecture,
  outcome: Outcome,
  chain: number,
): Promise<readonly PackedFile[]> {
  switch (outcome.kind) {
    case 'point':
      return [await packed('weights.safetensors', pointFile(net, layersOf(net, outcome.parameters)))]
    case 'gaussian': {
      const bytes = gaussianFile(net, layersOf(net, outcome.mean), layersOf(net, outcome.scale))
      return [await packed('gaussian.safetensors', bytes)]
    }
    case 'stored':
      return Promise.all(chunks(outcome.draws).map((part) => packDraws(net, part, chain)))
    default:
      return outcome satisfies never
  }
}

/** The files as their method wants them read; chains take turns where it does not say. */
export function readingOrder(
  files: readonly ModelFile[],
  { order = 'in turn' }: Pick<InferenceMethod, 'order'>,
): readonly ModelFile[] {
  const rank = ({ chain = 0, draws: [first = 0] = [] }: ModelFile) =>
    order === 'in turn' ? ([first, chain] as const) : ([chain, first] as const)
  return files.toSorted((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1])
}

/** The posterior's kind as the card says it. */
export function posteriorOf(
  kind: Outcome['kind'],
  recipe: Recipe,
  files: readonly ModelFile[],
): ModelCard['posterior'] {
  if (kind === 'point') return { kind }
  if (kind === 'gaussian') return { kind, seed: recipe.seed, draws: recipe.draws }
  return { kind, draws: files.reduce((sum, { draws = [] }) => sum + draws.length, 0) }
}

/** What a chain did, transition by transition. */
export function chainRecord(
  { counters, curves }: TrainingState,
  {
    chain,
    attempt,
    recipe,
    warmUp,
    commit,
  }: {
    readonly chain: number
    readonly attempt: number
    readonly recipe: Recipe
    readonly warmUp: number
    readonly commit: string
  },
): ChainRecord {
  const { potential = [], acceptanceProbability = [], stepSize = [], distance = [] } = curves
  return {
    chain,
    ...(attempt > 0 && { attempt }),
    seed: recipe.seed,
    warmUp,
    draws: counters.kept!,
    acceptance: meanAcceptance(acceptanceProbability, warmUp),
    potential: potential.map((value) => rounded(value, 9)),
    acceptanceProbability: acceptanceProbability.map((value) => rounded(value)),
    stepSize: stepSize.map((value) => rounded(value)),
    distance: distance.map((value) => rounded(value)),
    seconds: Math.round(counters.seconds ?? 0),
    flop: counters.flop ?? 0,
    commit,
  }
}

/** Mean over the transitions after warm-up. */
export function meanAcceptance(probabilities: readonly number[], warmUp: number): number {
  const after = probabilities.slice(warmUp)
  return after.reduce((sum, p) => sum + p, 0) / Math.max(1, after.length)
}

/** The curves of a run over minibatches. */
export function trainingCurves({ curves }: TrainingState): Curve[] {
  const { epoch = [], ...others } = curves
  const labels: Record<string, string> = {
    loss: 'loss of the batches, nats an image',
    accuracy: 'accuracy on the batches',
    divergence: 'divergence from the prior, nats',
    objective: 'negative evidence lower bound, nats an image',
  }
  return Object.entries(others).map(([name, values]) => ({
    label: name,
    x: { label: 'epoch', values: epoch.map((value) => rounded(value)) },
    y: { label: labels[name] ?? name, values: values.map((value) => rounded(value)) },
  }))
}

/** Do the chains agree, and how many independent draws are theirs? Undefined below four draws of a chain. */
export function convergenceOf(
  files: readonly ModelFile[],
  perDraw: readonly PerDraw[],
): Convergence | undefined {
  const chains = seriesByChain(files, perDraw)
  const length = Math.min(...chains.map((chain) => chain.length))
  if (chains.length === 0 || length < 4) return undefined
  const series = (quantity: (draw: PerDraw) => number) =>
    chains.map((chain) => chain.slice(0, length).map(quantity))
  const likelihood = series((draw) => draw.logLikelihood)
  const images = Array.from({ length: followedImages }, (_, i) => series((draw) => draw.probabilities[i]!))
  return {
    chains: chains.length,
    drawsPerChain: length,
    logLikelihood: {
      rHat: rounded(splitRHat(likelihood)),
      effectiveSampleSize: rounded(effectiveSampleSize(likelihood)),
    },
    probabilities: {
      images: followedImages,
      rHat: spread(images.map(splitRHat), Math.max),
      effectiveSampleSize: spread(images.map(effectiveSampleSize), Math.min),
    },
  }
}

/** The card's facts that a recipe decides. */
export function cardHead(recipe: Recipe, method: InferenceMethod, values: Overrides) {
  const { id, label, dataset, architecture, hidden, seed, notes } = recipe
  return {
    format: 1 as const,
    id,
    label,
    dataset,
    architecture,
    hidden,
    method: method.id,
    protocol: method.protocol,
    hyperparameters: { ...values },
    seed,
    notes: [...notes],
  }
}

function seriesByChain(files: readonly ModelFile[], perDraw: readonly PerDraw[]): readonly PerDraw[][] {
  const chains = new Map<number, PerDraw[]>()
  let at = 0
  for (const { chain, draws = [] } of files) {
    if (chain === undefined) continue
    const part = perDraw.slice(at, (at += draws.length))
    chains.set(chain, [...(chains.get(chain) ?? []), ...part])
  }
  return [...chains.values()]
}

function spread(values: readonly number[], worst: (...values: number[]) => number) {
  const sorted = values.toSorted((a, b) => a - b)
  return { median: rounded(sorted[Math.floor(sorted.length / 2)]!), worst: rounded(worst(...values)) }
}

async function packDraws(
  net: Architecture,
  draws: readonly { readonly index: number; readonly parameters: Float32Array }[],
  chain: number,
): Promise<PackedFile> {
  const bytes = storedFile(
    net,
    draws.map(({ index, parameters }) => ({ index, layers: layersOf(net, parameters) })),
  )
  const indices = draws.map(({ index }) => index)
  const { file } = await packed(storedFileName(chain, indices), bytes)
  return { file: { ...file, chain, draws: indices }, bytes }
}

async function packed(name: string, bytes: Uint8Array): Promise<PackedFile> {
  return { file: { name, bytes: bytes.length, sha256: (await sha256(bytes)) ?? '' }, bytes }
}

function chunks(draws: readonly Float32Array[]) {
  const numbered = draws.map((parameters, index) => ({ index, parameters }))
  const parts = []
  for (let from = 0; from < numbered.length; from += drawsPerFile)
    parts.push(numbered.slice(from, from + drawsPerFile))
  return parts
}

/** As many digits as a curve can show. */
function rounded(value: number, digits = 5): number {
  return Number(value.toPrecision(digits))
}
