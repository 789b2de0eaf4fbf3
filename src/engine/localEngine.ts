import { attacks } from '../core/attacks/index.ts'
import type { Ensemble } from '../core/ensemble.ts'
import { architecture } from '../core/nn/architectures/index.ts'
import { network } from '../core/nn/network.ts'
import * as tf from '../core/tf.ts'
import type { BackendReport, Engine, Report } from '../domain/engine.ts'
import { drawCount, type ModelCard } from '../domain/modelCard.ts'
import { type ImageValues, joinedValues, type StudyPartRequest, subjectOf } from '../domain/study.ts'
import type { Context } from '../domain/task.ts'
import type { Provenance, TrialRequest } from '../domain/trial.ts'
import {
  type AttackedPicture,
  type Attacker,
  type AttackHelp,
  type AttackRequest,
  attackPicture,
} from './attackPicture.ts'
import { catalogue } from './catalogue.ts'
import { type DrawRange, deal, drawRanges, drawsIn } from './drawRanges.ts'
import { drawsOfAllSizes, localEnsemble } from './ensemble.ts'
import { filmOf } from './film.ts'
import type { Host } from './host.ts'
import { layerCells } from './layers.ts'
import { type Library, library } from './library.ts'
import { loadingTally } from './loadingTally.ts'
import { imagesWithTapes } from './localPass.ts'
import { memo } from './memo.ts'
import { memoryMeter, together } from './memoryMeter.ts'
import type { OnRead } from './modelFormat.ts'
import { type PartServer, remoteEnsemble } from './partServer.ts'
import { type Phases, phases } from './phases.ts'
import { type Part, splitEnsemble } from './splitEnsemble.ts'
import { type Placed, studyPhases, studyValues } from './study.ts'
import { timeProduct } from './timeProduct.ts'
import { checkRequest, type Evidence, gatherEvidence, trialPhases, trialResult } from './trial.ts'
import { verify } from './verify.ts'
import { warmUp } from './warmUp.ts'
import { type Residency, residency } from './weights.ts'
import { timeWorkload, watched } from './workloads.ts'

export interface LocalOptions {
  /** Bytes of weights kept on the backend. */
  readonly weightBudget: number
  readonly backends: () => readonly BackendReport[]
  /** What results say they were computed on; TensorFlow.js's name of its backend, where that says it all. */
  readonly computedOn?: string
  /** Other workers that take a share of the draws. */
  readonly peers?: readonly PartServer[]
  /** What this worker has already, where it serves parts too. */
  readonly shelf?: Library
  readonly weights?: Residency
  /** The host's way to report, to let other work in and to stop. */
  context(report: Report, signal: AbortSignal): Context
}

/** What decides which shapes are computed with. */
export type Subject = Pick<TrialRequest, 'model' | 'draws' | 'conventions'>

/** All of an engine but the choice of a backend, which is its host's. */
export interface LocalEngine extends Omit<Engine, 'useBackend'> {
  /** On a GPU, once for networks of one shape: compiles beforehand what questions about a picture take. */
  warmUp(subject: Subject, signal: AbortSignal): Promise<void>
}

/** The engine where it stands: computes in this thread, on the current backend, one request after the other. */
export function localEngine(host: Host, options: LocalOptions): LocalEngine {
  const { shelf = library(host), weights = residency(options.weightBudget), peers = [] } = options
  const attackedPictures = memo<AttackedPicture>(64)
  const evidence = memo<Evidence>(32)
  const warm = new Set<string>()
  const queue = oneAtATime()

  /** Runs work on the ensemble a request asks for; its tapes are freed whatever happens. */
  async function withEnsemble<T>(
    request: Pick<TrialRequest, 'model' | 'draws' | 'k'>,
    context: Context,
    work: (ensemble: Ensemble) => Promise<T>,
  ): Promise<T> {
    const card = await shelf.card(request.model)
    checkRequest(request, drawCount(card))
    await context.checkpoint({ step: 0, of: 1 })
    const parts = await openParts(handsOf(card, request.draws), card, context)
    try {
      return await work(parts.length === 1 ? parts[0]!.ensemble : splitEnsemble(parts))
    } finally {
      parts.forEach(({ close }) => close())
    }
  }

  /** Who computes which draws: this worker first, then its peers. */
  function handsOf({ architecture: id, hidden }: ModelCard, draws: number) {
    return deal(drawRanges({ architecture: architecture(id, hidden) }, draws), 1 + peers.length)
  }

  /** Gets ready what each worker computes, all at the same time; one without draws is left alone. */
  async function openParts(
    [own, ...others]: readonly (readonly DrawRange[])[],
    card: ModelCard,
    context: Context,
  ): Promise<readonly OpenPart[]> {
    const busy = peers.flatMap((server, i) => (others[i]!.length > 0 ? [{ server, ranges: others[i]! }] : []))
    const tally = loadingTally(card.id, 1 + busy.length, (loading) => {
      context.checkpoint({ step: 0, of: 1, loading }).catch(() => {}) // the next checkpoint stops
    })
    const opening = [
      shelf.posterior(card.id, own!, tally.hand(0)).then((posterior) => {
        const ensemble = localEnsemble(posterior, own!, { residency: weights, context })
        return { ensemble, ranges: own!, close: () => ensemble.release() }
      }),
      ...busy.map(({ server, ranges }, i) => openRemote(server, card, ranges, tally.hand(1 + i), context)),
    ]
    try {
      return await Promise.all(opening)
    } catch (error) {
      for (const each of await Promise.allSettled(opening))
        if (each.status === 'fulfilled') each.value.close()
      throw error
    }
  }

  /** What an attack on a network may ask for meanwhile. */
  function helpFor(card: Promise<ModelCard> | ModelCard, context: Context): AttackHelp {
    const testImage = async (index: number) =>
      (await shelf.testImage((await card).dataset, index)).picture.data
    return { context, testImage }
  }

  function placedImages({ study, from, to }: StudyPartRequest): Promise<readonly Placed[]> {
    return Promise.all(
      study.images
        .slice(from, to)
        .map(async (at, i) => ({ ...(await shelf.testImage(study.dataset, at)), place: from + i })),
    )
  }

  /** Images of a study that go through the network together. */
  function chunkSize(card: ModelCard, draws: number): number {
    const most = Math.max(...handsOf(card, draws).map(drawsIn))
    return imagesWithTapes(network(architecture(card.architecture, card.hidden)), most)
  }

  /** What is needed to attack for a request: a way to do it, and what the attack may ask for meanwhile. */
  function attacker(ensemble: Ensemble, request: TrialRequest, { context, within }: Phases): Attacker {
    const help = helpFor(shelf.card(request.model), context)
    const attackOn = (victim: Ensemble, more: Partial<AttackHelp> = {}) =>
      attackPicture(victim, request, request.picture.data, { ...help, ...more })
    const { source } = request
    /** On the network itself, or on the one that the attack is borrowed from. */
    const fresh = (more?: Partial<AttackHelp>) =>
      source
        ? withEnsemble({ ...request, ...source }, within, (other) => attackOn(other, more))
        : attackOn(ensemble, more)
    return {
      attack: () => attackedPictures.get(requestKey(attackPart(request)), () => fresh()),
      film: async () => {
        const iterates: Float32Array[] = []
        await fresh({ record: (x) => void iterates.push(x.slice()) })
        return iterates
      },
    }
  }

  async function provenance(model: string, started: number): Promise<Provenance> {
    return {
      backend: options.computedOn ?? tf.getBackend(),
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
    sampleImages: (dataset, sample) => shelf.sampleImages(dataset, sample),
    card: (model) => shelf.card(model),
    verify: (file, name) => queue(() => verify(file, name, isGpu(tf.getBackend()) ? 'gpu' : 'cpu')),
    workload: ({ id, ...request }) =>
      queue(async () => {
        if (id === 'product') return timeProduct(request.repeats)
        const meter = memoryMeter()
        const gaps = watched(meter.watch(options.context(() => {}, new AbortController().signal)))
        const memory = async () =>
          together([meter.read(), ...(await Promise.all(peers.map((peer) => peer.memory())))])
        const { dataset } = await shelf.card(request.model)
        const images = await Promise.all(
          Array.from({ length: request.images }, (_, i) => shelf.testImage(dataset, i)),
        )
        const x = Float32Array.from(images.flatMap(({ picture }) => [...picture.data]))
        const labels = images.map(({ label }) => label)
        return withEnsemble({ ...request, k: 20 }, gaps.context, (ensemble) =>
          timeWorkload(ensemble, { ...request, id }, x, labels, gaps, memory),
        )
      }),
    warmUp: ({ model, draws, conventions }, signal) =>
      queue(async () => {
        if (!isGpu(tf.getBackend())) return
        const context = options.context(() => {}, signal)
        await context.checkpoint({ step: 0, of: 1 })
        const { architecture, hidden } = await shelf.card(model)
        const subject = { model, draws: drawsOfAllSizes(draws), k: 20 }
        const shapes = JSON.stringify([architecture, hidden, subject.draws, conventions])
        if (warm.has(shapes)) return
        await withEnsemble(subject, context, (ensemble) => warmUp(ensemble, conventions))
        warm.add(shapes)
      }),
    trial: (request, report, signal) =>
      queue(async () => {
        const started = performance.now()
        const parts = trialPhases(options.context(report, signal))
        await parts.context.checkpoint({ step: 0, of: 1 }) // a request that waited may no longer be wanted
        // here too: a remembered answer was asked for with another k
        checkRequest(request, drawCount(await shelf.card(request.model)))
        const gathered = await evidence.get(requestKey(request), () =>
          withEnsemble(request, parts.within, (ensemble) =>
            gatherEvidence(ensemble, request, attacker(ensemble, request, parts), parts.next),
          ),
        )
        return trialResult(request, gathered, await provenance(request.model, started))
      }),
    film: (request, report, signal) =>
      queue(async () => {
        const started = performance.now()
        const parts = phases(options.context(report, signal), 2)
        await parts.context.checkpoint({ step: 0, of: 1 })
        const film = await withEnsemble(request, parts.within, (ensemble) =>
          filmOf(ensemble, request, attacker(ensemble, request, parts), parts.next),
        )
        return { request, provenance: await provenance(request.model, started), ...film }
      }),
    study: (request, report, signal) =>
      queue(async () => {
        const started = performance.now()
        const { study } = request
        const { model, draws } = subjectOf(request)
        const card = await shelf.card(model)
        const images = await placedImages(request)
        const chunks = runsOf(images, chunkSize(card, draws))
        const parts = phases(options.context(report, signal), chunks.length * studyPhases(study))
        await parts.context.checkpoint({ step: 0, of: 1 })
        const values: ImageValues[] = []
        for (const chunk of chunks)
          values.push(
            await withEnsemble({ model, draws, k: study.k }, parts.within, (ensemble) =>
              studyValues(ensemble, study, chunk, helpFor(card, parts.context), parts.next),
            ),
          )
        return { request, provenance: await provenance(model, started), values: joinedValues(values) }
      }),
    layers: (request, report, signal) =>
      queue(async () => {
        const started = performance.now()
        const parts = phases(options.context(report, signal), 1 + request.rules.length * 3)
        await parts.context.checkpoint({ step: 0, of: 1 })
        const cells = await withEnsemble(request, parts.within, (ensemble) =>
          layerCells(ensemble, request, attacker(ensemble, request, parts), parts.next),
        )
        return { request, provenance: await provenance(request.model, started), cells }
      }),
  }
}

/** The items in order, at most `size` at a time. */
function runsOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  )
}

interface OpenPart extends Part {
  /** Frees what its passes hold. */
  close(): void
}

async function openRemote(
  server: PartServer,
  card: ModelCard,
  ranges: readonly DrawRange[],
  onRead: OnRead,
  context: Context,
): Promise<OpenPart> {
  const part = await server.open(card.id, ranges, onRead)
  const ensemble = remoteEnsemble(server, part, { ...card, ranges }, context)
  return { ensemble, ranges, close: () => void server.close(part) }
}

function isGpu(backend: string): boolean {
  return backend === 'webgl' || backend === 'webgpu'
}

type KeyedRequest = Pick<TrialRequest, 'picture' | 'conventions'> & Partial<TrialRequest>

/** Everything an attacked picture and its heatmaps depend on: all of the request but k and the ranking. */
function requestKey({ picture, conventions, k: _, ...rest }: KeyedRequest): string {
  const { ranking: __, ...relevant } = conventions
  return JSON.stringify([picture.data.join(), relevant, rest])
}

/** The part of a request that its attacked picture depends on, so that requests which differ elsewhere share it. */
function attackPart({ rule, layer, ...rest }: AttackRequest): KeyedRequest {
  const { model, draws, picture, label, attack, conventions, seed, source, strength } = rest
  const part = {
    model,
    draws,
    picture,
    label,
    attack,
    conventions,
    seed,
    ...(source && { source }),
    ...(strength && { strength }),
  }
  return attacks.get(attack.id).aim === 'explanation' ? { ...part, rule, layer } : part
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
