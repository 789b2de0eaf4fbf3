import type { BackendId, BackendReport, Engine } from '../domain/engine.ts'
import { transferAbortSignals } from './abortSignal.ts'
import { startCrew } from './crew.ts'

export interface ClientOptions {
  /** Address that 'models/…' and 'data/…' are relative to; by default that of the page. */
  readonly base?: string
  /** Tried in this order. */
  readonly backends?: readonly BackendId[]
  /** Number of workers; by default one for each core but at most four, and one for a GPU. */
  readonly workers?: number
  readonly version?: string
}

// on a machine without a GPU, WebAssembly is ten times faster than software WebGL
const usualOrder: readonly BackendId[] = ['wasm', 'webgl', 'cpu']
const weightBudget = 640 * 2 ** 20 // bytes of float32 weights, all workers together

/** The engine behind a crew of workers. */
export function createEngine({
  base = document.baseURI,
  backends = usualOrder,
  workers = defaultWorkers(backends),
  version = 'dev',
}: ClientOptions = {}): Engine {
  transferAbortSignals()
  const settings = { base: new URL('./', base).href, backends, version, weightBudget: weightBudget / workers }
  const crew = startCrew(workers, settings)
  return {
    catalogue: () => crew.ask((engine) => engine.catalogue()),
    backends: () => crew.ask((engine) => engine.backends()) as Promise<readonly BackendReport[]>,
    labels: (dataset) => crew.ask((engine) => engine.labels(dataset)),
    testImage: (dataset, index) => crew.ask((engine) => engine.testImage(dataset, index)),
    card: (model) => crew.ask((engine) => engine.card(model)),
    verify: (file, name) => crew.ask((engine) => engine.verify(file, name)),
    trial: (request, report, signal) =>
      crew.run(signal, report, (engine, crossing) => engine.trial(request, crossing, signal)),
    film: (request, report, signal) =>
      crew.run(signal, report, (engine, crossing) => engine.film(request, crossing, signal)),
    layers: (request, report, signal) =>
      crew.run(signal, report, (engine, crossing) => engine.layers(request, crossing, signal)),
  }
}

export function isBackend(text: string | null): text is BackendId {
  return (['wasm', 'webgl', 'webgpu', 'cpu'] as const).some((id) => id === text)
}

function defaultWorkers(backends: readonly BackendId[]): number {
  if (backends[0] === 'webgl' || backends[0] === 'webgpu') return 1 // one worker owns the graphics context
  return Math.max(1, Math.min(4, navigator.hardwareConcurrency || 1))
}
