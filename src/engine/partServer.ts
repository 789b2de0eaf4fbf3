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
import type { Report } from '../domain/engine.ts'
import type { Context } from '../domain/task.ts'
import { attended } from './attended.ts'
import type { DrawRange } from './drawRanges.ts'
import { drawsIn } from './drawRanges.ts'
import { type LocalEnsemble, localEnsemble } from './ensemble.ts'
import type { Library } from './library.ts'
import { type MemoryUse, memoryMeter } from './memoryMeter.ts'
import type { OnRead } from './modelFormat.ts'
import type { Residency } from './weights.ts'

/**
 * A part of an ensemble at another worker, as calls of plain values: rules go by id, passes by number.
 * Closing a part stops what is being computed on it.
 */
export interface PartServer {
  /** Gets the draws of a part ready, saying how much of their files is there; the part is called by the number returned. */
  open(model: string, ranges: readonly DrawRange[], onRead: OnRead): Promise<number>
  /** Stops the part's passes and frees what they hold. */
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
  /** What the tensors of this worker take. */
  memory(): Promise<MemoryUse>
}

type Plain<E extends Explanation> = Omit<E, 'rule'> & { readonly rule: string }
export type PlainExplanation = Plain<Explanation>
export type PlainOutputExplanation = Plain<OutputExplanation>

interface OpenPart {
  readonly ensemble: LocalEnsemble
  readonly passes: Set<number>
  readonly stop: AbortController
}

/** Serves parts from this worker's library and backend; `context` is the host's way to let a part be closed meanwhile. */
export function partServer(
  shelf: Library,
  residency: Residency,
  context: (report: Report, signal: AbortSignal) => Context,
): PartServer {
  const parts = new Map<number, OpenPart>()
  const passes = new Map<number, Pass>()
  const meter = memoryMeter()
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
      const stop = new AbortController()
      const ensemble = localEnsemble(posterior, ranges, {
        residency,
        context: meter.watch(context(() => {}, stop.signal)),
      })
      parts.set(id, { ensemble, passes: new Set(), stop })
      return id
    },
    async close(id) {
      const part = parts.get(id)
      parts.delete(id)
      part?.stop.abort()
      part?.passes.forEach((pass) => passes.delete(pass))
      part?.ensemble.release()
    },
    async forward(id, softness, batch) {
      const part = parts.get(id)
      if (!part) throw new RangeError(`part of an ensemble: no part ${id}`)
      const pass = await (softness === null ? part.ensemble : part.ensemble.softened(softness)).forward(batch)
      part.stop.signal.throwIfAborted()
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
    memory: async () => meter.read(),
  }
}

/** A part that another worker serves, as an ensemble; whoever waits for it passes checkpoints. */
export function remoteEnsemble(
  server: PartServer,
  part: number,
  id: { readonly architecture: string; readonly hidden: number; readonly ranges: readonly DrawRange[] },
  context: Context,
  softness: number | null = null,
): Ensemble {
  const hard = network(architecture(id.architecture, id.hidden))
  const passes = new WeakMap<Batch, Promise<Pass>>()
  return {
    network: softness === null ? hard : softened(hard, softness),
    draws: drawsIn(id.ranges),
    forward(batch) {
      const known = passes.get(batch) ?? remotePass(server, part, softness, batch, context)
      passes.set(batch, known)
      return known
    },
    softened: (beta) => remoteEnsemble(server, part, id, context, beta),
  }
}

async function remotePass(
  server: PartServer,
  part: number,
  softness: number | null,
  batch: Batch,
  context: Context,
): Promise<Pass> {
  const wait = <T>(answer: Promise<T>) => attended(answer, context)
  const { pass, logits } = await wait(server.forward(part, softness, batch))
  return {
    logits,
    gradient: (atLogits, weights) => wait(server.gradient(pass, atLogits, weights ?? null)),
    relevance: (of) => wait(server.relevance(pass, plain(of))),
    relevancePerDraw: (of) => wait(server.relevancePerDraw(pass, plain(of))),
    explanationGradient: (of, atHeatmap) => wait(server.explanationGradient(pass, plain(of), atHeatmap)),
  }
}

function plain<E extends Explanation>(of: E): Plain<E> {
  return { ...of, rule: of.rule.id }
}

function withRule<E extends Explanation>(of: Plain<E>): E {
  return { ...of, rule: rules.get(of.rule) } as unknown as E
}
