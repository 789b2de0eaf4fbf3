import type { BackendId, BackendReport, Engine } from '../domain/engine.ts'
import { subjectOf } from '../domain/study.ts'
import type { TrialRequest } from '../domain/trial.ts'
import type { Subject } from '../engine/localEngine.ts'
import { transferAbortSignals } from './abortSignal.ts'
import { type Crew, startCrew } from './crew.ts'
import { firstAhead } from './firstAhead.ts'
import { graphicsReport } from './graphics.ts'
import { wait } from './wait.ts'
import { whenIdle } from './whenIdle.ts'

export interface ClientOptions {
  /** Address that 'models/…' and 'data/…' are relative to; by default that of the page. */
  readonly base?: string
  /** The one backend to use; by default the fastest that answers rightly, found out after the first answer. */
  readonly backend?: BackendId
  /** Number of workers; by default one for each core but at most four, and one for a GPU. */
  readonly workers?: number
  readonly version?: string
  /** `stock` leaves TensorFlow.js's own kernels in place, to compare with. */
  readonly kernels?: 'own' | 'stock'
  /** Called when the backends have been timed, and when another one is used from now on. */
  readonly onBackends?: (reports: readonly BackendReport[]) => void
}

// on a machine without a GPU, WebAssembly is ten times faster than software WebGL, and it starts in 50 ms
const usualOrder: readonly BackendId[] = ['wasm', 'webgl', 'cpu']
const weightBudget = 384 * 2 ** 20 // bytes of weights, all workers together
const memory = 'relevance-lab/backend'
const idleMs = 3000 // the first answers of all columns come first
const calmMs = 200
const clearlyFaster = 0.8 // of the time; less is not worth a change of backend

/** The engine behind a crew of workers, on the backend that was asked for, remembered, or found fastest. */
export function createEngine(options: ClientOptions = {}): Engine {
  const {
    base = document.baseURI,
    backend,
    version = import.meta.env.VITE_VERSION ?? 'dev',
    kernels = 'own',
    onBackends = () => {},
  } = options
  transferAbortSignals()
  const crewOn = (backends: readonly BackendId[]) => {
    const size = options.workers ?? defaultWorkers(backends[0]!)
    return startCrew(size, {
      base: new URL('./', base).href,
      backends,
      version,
      kernels,
      weightBudget: weightBudget / size,
    })
  }
  const remembered = recall()
  let crew = crewOn(
    backend
      ? [backend]
      : remembered
        ? [remembered, ...usualOrder.filter((id) => id !== remembered)]
        : usualOrder,
  )
  let timing = false
  let decided = false // by the reader, whom no measurement overrules
  let others: readonly BackendReport[] = []
  const lately = new Map<string, Subject>() // by model
  const idle = whenIdle(async (signal) => {
    for (const subject of lately.values())
      await crew.run(
        signal,
        () => {},
        (engine) => engine.warmUp(subject, signal),
      )
  })

  async function backends(): Promise<readonly BackendReport[]> {
    const reports = await crew.ask((engine) => engine.backends() as Promise<readonly BackendReport[]>)
    const known = new Set(others.map(({ id }) => id))
    return [...reports.filter(({ id, status }) => status === 'chosen' || !known.has(id)), ...others].filter(
      (report, i, all) => all.findIndex(({ id }) => id === report.id) === i,
    )
  }

  /** Times what else the machine offers, once the reader has the first answer; changes over where that pays. */
  async function timeOthers(): Promise<void> {
    const chosen = (await backends()).find(({ status }) => status === 'chosen')
    if (!chosen) return
    const own = await idle.attend(() => crew.ask((engine) => engine.time()))
    const graphics = await Promise.all(
      (['webgl', 'webgpu'] as const).filter((id) => id !== chosen.id).map(graphicsReport),
    )
    const reports: BackendReport[] = []
    for (const report of graphics)
      reports.push(report.status === 'unchecked' ? await idle.attend(() => tryOut(report)) : report)
    others = reports
    const faster = reports
      .filter(({ milliseconds }) => milliseconds !== undefined && milliseconds < clearlyFaster * own)
      .sort((a, b) => a.milliseconds! - b.milliseconds!)[0]
    while (faster && !idle.quiet()) await wait(calmMs)
    if (faster && !decided) await idle.attend(() => use(faster.id))
    else onBackends(await backends())
  }

  /** A crew of one that answers the known question and the timed one, and is sent home. */
  async function tryOut({ id, note }: BackendReport): Promise<BackendReport> {
    const trial = crewOn([id])
    try {
      const answered = (
        await trial.ask((engine) => engine.backends() as Promise<readonly BackendReport[]>)
      )[0]!
      const milliseconds = await trial.ask((engine) => engine.time())
      const { error } = answered
      return {
        id,
        status: 'available',
        note: `answers rightly (${note})`,
        milliseconds,
        ...(error !== undefined && { error }),
      }
    } catch (error) {
      return { id, status: 'wrong', note: error instanceof Error ? error.message : String(error) }
    } finally {
      trial.dismiss()
    }
  }

  async function use(id: BackendId): Promise<void> {
    const before: Crew = crew
    crew = crewOn([id, ...usualOrder.filter((each) => each !== id)])
    before.dismiss()
    remember(id)
    onBackends(await backends())
  }

  /** On the crew at hand; a change of backend that nobody asked for waits until nothing is under way. */
  function run<T>(
    request: Pick<TrialRequest, 'draws' | 'source'>,
    ...work: Parameters<typeof crew.run<T>>
  ): Promise<T> {
    return idle.attend(() => {
      if (isShared(request)) crew.gather()
      return crew.run(...work)
    })
  }

  const ahead = firstAhead(() => crew.gather())

  return {
    backends,
    useBackend(id) {
      decided = true
      return idle.attend(() => use(id))
    },
    catalogue: () => crew.ask((engine) => engine.catalogue()),
    labels: (dataset) => crew.ask((engine) => engine.labels(dataset)),
    testImage: (dataset, index) => crew.ask((engine) => engine.testImage(dataset, index)),
    sampleImages: (dataset, sample) => crew.ask((engine) => engine.sampleImages(dataset, sample)),
    card: (model) => crew.ask((engine) => engine.card(model)),
    workload(request) {
      crew.gather()
      return idle.attend(() => crew.ask((engine) => engine.workload(request)))
    },
    verify: (file, name) => idle.attend(() => crew.ask((engine) => engine.verify(file, name))),
    async trial(request, report, signal) {
      const { model, draws, conventions } = request
      lately.set(model, { model, draws, conventions })
      const result = await ahead(() =>
        run(request, signal, report, (engine, crossing) => engine.trial(request, crossing, signal)),
      )
      if (!backend && !timing) {
        timing = true
        wait(idleMs)
          .then(timeOthers)
          .catch(() => {}) // a courtesy: nothing depends on it
      }
      return result
    },
    film: (request, report, signal) =>
      run(request, signal, report, (engine, crossing) => engine.film(request, crossing, signal)),
    study: (request, report, signal) =>
      run(subjectOf(request), signal, report, (engine, crossing) => engine.study(request, crossing, signal)),
    layers: (request, report, signal) =>
      run(request, signal, report, (engine, crossing) => engine.layers(request, crossing, signal)),
  }
}

export function isBackend(text: string | null): text is BackendId {
  return (['wasm', 'webgl', 'webgpu', 'cpu'] as const).some((id) => id === text)
}

/** Whether the draws are more than one worker takes. */
function isShared({ draws, source }: Pick<TrialRequest, 'draws' | 'source'>): boolean {
  return draws > 1 || (source !== undefined && source.draws > 1)
}

function defaultWorkers(backend: BackendId): number {
  if (backend === 'webgl' || backend === 'webgpu') return 1 // one worker owns the graphics context
  return Math.max(1, Math.min(4, navigator.hardwareConcurrency || 1))
}

function recall(): BackendId | null {
  try {
    const id = localStorage.getItem(memory)
    return isBackend(id) ? id : null
  } catch {
    return null // a browser that forbids storage: nothing is remembered
  }
}

function remember(id: BackendId): void {
  try {
    localStorage.setItem(memory, id)
  } catch {
    // as above
  }
}
