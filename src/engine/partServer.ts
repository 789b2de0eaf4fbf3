import type {
  Batch,
  Ensemble,
  Explanation,
  OutputExplanation,
  Pass,
  PixelGradient,
  RelevanceMoments,
} from '../core/ensemble.ts'
import { rules } from '../core/lrp/rules/index.ts'
import { architecture } from '../core/nn/architectures/index.ts'
import { network, softened } from '../core/nn/network.ts'
import { unobserved } from '../domain/task.ts'
import type { DrawRange } from './drawRanges.ts'
import { drawsIn } from './drawRanges.ts'
import { type LocalEnsemble, localEnsemble } from './ensemble.ts'
import type { Library } from './library.ts'
import type { OnRead } from './modelFormat.ts'
import type { Residency } from './weights.ts'

/**
 * A part of an ensemble at another worker, as calls of plain values: rules go by id, passes by number.
 * What is asked is at most one pass over the draws of the part, so nothing here needs to be stopped.
 */
export interface PartServer {
  /** Gets the draws of a part ready, saying how much of their files is there; the part is called by the number returned. */
  open(model: string, ranges: readonly DrawRange[], onRead: OnRead): Promise<number>
  /** Frees what the part's passes hold. */
  close(part: number): Promise<void>
  forward(
    part: number,
    softness: number | null,
    batch: Batch,
  ): Promise<{ pass: number; logits: Float32Array }>
  gradient(pass: number, atLogits: Float32Array, weights: Float32Array | null): Promise<PixelGradient>
  relevance(pass: number, of: PlainExplanation): Promise<RelevanceMoments>
  relevancePerDraw(pass: number, of: PlainExplanation): Promise<Float32Array>
  explanationGradient(
    pass: number,
    of: PlainOutputExplanation,
    atHeatmap: Float32Array,
  ): Promise<PixelGradient>
}

type Plain<E extends Explanation> = Omit<E, 'rule'> & { readonly rule: string }
export type PlainExplanation = Plain<Explanation>
export type PlainOutputExplanation = Plain<OutputExplanation>

/** Serves parts from this worker's library and backend. */
export function partServer(shelf: Library, residency: Residency): PartServer {
  const parts = new Map<number, { ensemble: LocalEnsemble; passes: Set<number> }>()
  const passes = new Map<number, Pass>()
  let next = 0
  const passOf = (id: number): Pass => {
    const pass = passes.get(id)
    if (!pass) throw new RangeError(`part of an ensemble: no pass ${id}`)
    return pass
  }
  return {
    async open(model, ranges, onRead) {
      const posterior = await shelf.posterior(model, ranges, onRead)
      const id = next++
      parts.set(id, {
        ensemble: localEnsemble(posterior, ranges, { residency, context: unobserved }),
        passes: new Set(),
      })
      return id
    },
    async close(id) {
      const part = parts.get(id)
      parts.delete(id)
      part?.passes.forEach((pass) => passes.delete(pass))
      part?.ensemble.release()
    },
    async forward(id, softness, batch) {
      const part = parts.get(id)
      if (!part) throw new RangeError(`part of an ensemble: no part ${id}`)
      const pass = await (softness === null ? part.ensemble : part.ensemble.softened(softness)).forward(batch)
      const number = next++
      passes.set(number, pass)
      part.passes.add(number)
      return { pass: number, logits: pass.logits }
    },
    gradient: async (pass, atLogits, weights) => passOf(pass).gradient(atLogits, weights ?? undefined),
    relevance: async (pass, of) => passOf(pass).relevance(withRule(of)),
    relevancePerDraw: async (pass, of) => passOf(pass).relevancePerDraw(withRule(of)),
    explanationGradient: async (pass, of, atHeatmap) =>
      passOf(pass).explanationGradient(withRule(of), atHeatmap),
  }
}

/** A part that another worker serves, as an ensemble. */
export function remoteEnsemble(
  server: PartServer,
  part: number,
  id: { readonly architecture: string; readonly hidden: number; readonly ranges: readonly DrawRange[] },
  softness: number | null = null,
): Ensemble {
  const hard = network(architecture(id.architecture, id.hidden))
  const passes = new WeakMap<Batch, Promise<Pass>>()
  return {
    network: softness === null ? hard : softened(hard, softness),
    draws: drawsIn(id.ranges),
    forward(batch) {
      const known = passes.get(batch) ?? remotePass(server, part, softness, batch)
      passes.set(batch, known)
      return known
    },
    softened: (beta) => remoteEnsemble(server, part, id, beta),
  }
}

async function remotePass(
  server: PartServer,
  part: number,
  softness: number | null,
  batch: Batch,
): Promise<Pass> {
  const { pass, logits } = await server.forward(part, softness, batch)
  return {
    logits,
    gradient: (atLogits, weights) => server.gradient(pass, atLogits, weights ?? null),
    relevance: (of) => server.relevance(pass, plain(of)),
    relevancePerDraw: (of) => server.relevancePerDraw(pass, plain(of)),
    explanationGradient: (of, atHeatmap) => server.explanationGradient(pass, plain(of), atHeatmap),
  }
}

function plain<E extends Explanation>(of: E): Plain<E> {
  return { ...of, rule: of.rule.id }
}

function withRule<E extends Explanation>(of: Plain<E>): E {
  return { ...of, rule: rules.get(of.rule) } as unknown as E
}
