import * as tf from '../core/tf.ts'
import type { BackendReport, Engine, Report } from '../domain/engine.ts'
import type { Context } from '../domain/task.ts'
import type { Provenance, TrialRequest } from '../domain/trial.ts'
import { type AttackedPicture, type AttackRequest, attackPicture } from './attackPicture.ts'
import { catalogue } from './catalogue.ts'
import { type LocalEnsemble, localEnsemble } from './ensemble.ts'
import type { Host } from './host.ts'
import { layerCells } from './layers.ts'
import { library } from './library.ts'
import { memo } from './memo.ts'
import { phases } from './phases.ts'
import { checkRequest, type Evidence, gatherEvidence, trialPhases, trialResult } from './trial.ts'
import { verify } from './verify.ts'
import { residency } from './weights.ts'

export interface LocalOptions {
  /** Bytes of float32 weights kept on the backend. */
  readonly weightBudget: number
  readonly backends: () => readonly BackendReport[]
  /** The host's way to report, to let other work in and to stop. */
  context(report: Report, signal: AbortSignal): Context
}

/** The engine where it stands: computes in this thread, on the current backend, one request after the other. */
export function localEngine(host: Host, options: LocalOptions): Engine {
  const shelf = library(host)
  const weights = residency(options.weightBudget)
  const attackedPictures = memo<AttackedPicture>(64)
  const evidence = memo<Evidence>(32)
  const queue = oneAtATime()

  /** Runs work on the ensemble a request asks for; its tapes are freed whatever happens. */
  async function withEnsemble<T>(
    request: Pick<TrialRequest, 'model' | 'draws' | 'k'>,
    context: Context,
    work: (ensemble: LocalEnsemble) => Promise<T>,
  ): Promise<T> {
    const card = await shelf.card(request.model)
    checkRequest(request, card.posterior.kind === 'point' ? 1 : card.posterior.draws)
    const posterior = await shelf.posterior(request.model, request.draws, context)
    const ensemble = localEnsemble(posterior, request.draws, { residency: weights, context })
    try {
      return await work(ensemble)
    } finally {
      ensemble.release()
    }
  }

  const attackOf = (ensemble: LocalEnsemble, request: AttackRequest) => (context: Context) =>
    attackedPictures.get(attackKey(request), () =>
      attackPicture(ensemble, request, request.picture.data, context),
    )

  async function provenance(model: string, started: number): Promise<Provenance> {
    return {
      backend: tf.getBackend(),
      modelChecksum: await shelf.checksum(model),
      milliseconds: performance.now() - started,
      version: host.version,
    }
  }

  return {
    catalogue: async () => catalogue(await shelf.index()),
    backends: async () => options.backends(),
    labels: (dataset) => shelf.labels(dataset),
    testImage: (dataset, index) => shelf.testImage(dataset, index),
    card: (model) => shelf.card(model),
    verify: (file, name) => queue(() => verify(file, name, isGpu(tf.getBackend()) ? 'gpu' : 'cpu')),
    trial: (request, report, signal) =>
      queue(async () => {
        const started = performance.now()
        const { context, next } = trialPhases(options.context(report, signal))
        await context.checkpoint({ step: 0, of: 1 }) // a request that waited may no longer be wanted
        const gathered = await evidence.get(evidenceKey(request), () =>
          withEnsemble(request, context, (ensemble) =>
            gatherEvidence(ensemble, request, attackOf(ensemble, request), context, next),
          ),
        )
        return trialResult(request, gathered, await provenance(request.model, started))
      }),
    layers: (request, report, signal) =>
      queue(async () => {
        const started = performance.now()
        const parts = phases(options.context(report, signal), 1 + request.rules.length * 3)
        await parts.context.checkpoint({ step: 0, of: 1 })
        const cells = await withEnsemble(request, parts.context, (ensemble) =>
          layerCells(ensemble, request, attackOf(ensemble, request), parts),
        )
        return { request, provenance: await provenance(request.model, started), cells }
      }),
  }
}

function isGpu(backend: string): boolean {
  return backend === 'webgl' || backend === 'webgpu'
}

/** Everything an attacked picture depends on. */
function attackKey({ model, draws, picture, label, attack, conventions, seed }: AttackRequest): string {
  const { logitGradient, ensembleAttack, label: which } = conventions
  return JSON.stringify([
    model,
    draws,
    picture.data.join(),
    label,
    attack,
    logitGradient,
    ensembleAttack,
    which,
    seed,
  ])
}

/** Everything a trial's heatmaps depend on: all but k and the ranking. */
function evidenceKey(request: TrialRequest): string {
  const { ranking: _, ...conventions } = request.conventions
  return JSON.stringify([attackKey(request), request.rule, request.layer, conventions])
}

/** Lets one piece of work begin when the one before has ended, however it ended. */
function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const run = last.then(work, work)
    last = run.catch(() => {})
    return run
  }
}
