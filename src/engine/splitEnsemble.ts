import type {
  Batch,
  Ensemble,
  OutputExplanation,
  Pass,
  PixelGradient,
  RelevanceMoments,
} from '../core/ensemble.ts'
import { type DrawRange, drawsIn } from './drawRanges.ts'

/** A part of an ensemble: which of the whole's draws it computes. */
export interface Part {
  readonly ensemble: Ensemble
  readonly ranges: readonly DrawRange[]
}

/**
 * One ensemble out of several that share its draws: everyone computes his own at the same time, and the means
 * are added up by their number of draws. Whoever attacks or explains does not see the difference.
 */
export function splitEnsemble(parts: readonly Part[]): Ensemble {
  const shares = parts.map(({ ensemble, ranges }) => ({ ensemble, draws: drawsOf(ranges) }))
  const draws = parts.reduce((sum, { ranges }) => sum + drawsIn(ranges), 0)
  const passes = new WeakMap<Batch, Promise<Pass>>()
  const { network } = parts[0]!.ensemble
  return {
    network,
    draws,
    forward(batch) {
      const known = passes.get(batch) ?? splitPass(shares, batch, draws)
      passes.set(batch, known)
      return known
    },
    softened: (beta) =>
      splitEnsemble(parts.map(({ ensemble, ranges }) => ({ ensemble: ensemble.softened(beta), ranges }))),
  }
}

interface Share {
  readonly ensemble: Ensemble
  /** Places of its draws among all. */
  readonly draws: readonly number[]
}

async function splitPass(shares: readonly Share[], batch: Batch, draws: number): Promise<Pass> {
  const passes = await Promise.all(
    shares.map(({ ensemble, draws: own }) =>
      ensemble.forward(batch.perDraw ? { ...batch, data: gather(batch.data, own, draws) } : batch),
    ),
  )
  const logits = scatter(
    passes.map((pass) => pass.logits),
    shares,
  )
  /** Asks everyone; means come back weighted by the share of the draws. */
  const ask = <T>(call: (pass: Pass, own: readonly number[]) => Promise<T>) =>
    Promise.all(passes.map((pass, i) => call(pass, shares[i]!.draws)))
  const mean = (values: readonly Float32Array[]) => weighted(values, shares, draws)
  const joinGradients = (parts: readonly PixelGradient[]): PixelGradient => ({
    data: batch.perDraw
      ? scatter(
          parts.map(({ data }) => data),
          shares,
        )
      : mean(parts.map(({ data }) => data)),
    dead: scatter(
      parts.map(({ dead }) => dead),
      shares,
    ),
  })
  const ofPart = <E extends { start: Float32Array; classes?: Uint8Array }>(
    of: E,
    own: readonly number[],
  ): E => ({
    ...of,
    start: gather(of.start, own, draws),
    ...(of.classes && { classes: gather(of.classes, own, draws) }),
  })
  return {
    logits,
    gradient: async (atLogits, weights) =>
      joinGradients(
        await ask((pass, own) =>
          pass.gradient(gather(atLogits, own, draws), weights && gather(weights, own, draws)),
        ),
      ),
    async relevance(of) {
      const parts = await ask((pass, own) => pass.relevance(ofPart(of, own)))
      const joined = (name: keyof RelevanceMoments) => mean(parts.map((part) => part[name]))
      return {
        mean: joined('mean'),
        square: joined('square'),
        positive: joined('positive'),
        negative: joined('negative'),
        start: joined('start'),
      }
    },
    relevancePerDraw: async (of) =>
      scatter(await ask((pass, own) => pass.relevancePerDraw(ofPart(of, own))), shares),
    explanationGradient: async (of, atHeatmap) =>
      joinGradients(
        await ask((pass, own) =>
          pass.explanationGradient(
            ofPart<OutputExplanation>(of, own),
            batch.perDraw ? gather(atHeatmap, own, draws) : atHeatmap,
          ),
        ),
      ),
  }
}

type Values = Float32Array | Uint8Array

/** The rows of some draws out of [S, …]. */
function gather<V extends Values>(values: V, own: readonly number[], draws: number): V {
  const width = values.length / draws
  const out = new (values.constructor as new (length: number) => V)(own.length * width)
  own.forEach((draw, i) => {
    out.set(values.subarray(draw * width, (draw + 1) * width), i * width)
  })
  return out
}

/** The rows of everyone in their places, [S, …]. */
function scatter<V extends Values>(parts: readonly V[], shares: readonly Share[]): V {
  const width = parts[0]!.length / shares[0]!.draws.length
  const total = parts.reduce((sum, part) => sum + part.length, 0)
  const out = new (parts[0]!.constructor as new (length: number) => V)(total)
  parts.forEach((part, p) => {
    shares[p]!.draws.forEach((draw, i) => {
      out.set(part.subarray(i * width, (i + 1) * width), draw * width)
    })
  })
  return out
}

function weighted(parts: readonly Float32Array[], shares: readonly Share[], draws: number): Float32Array {
  const out = new Float32Array(parts[0]!.length)
  parts.forEach((part, p) => {
    const weight = shares[p]!.draws.length / draws
    for (let i = 0; i < out.length; i++) out[i]! += weight * part[i]!
  })
  return out
}

function drawsOf(ranges: readonly DrawRange[]): readonly number[] {
  return ranges.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i))
}
