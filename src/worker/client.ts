import type { BackendId, BackendReport, Engine } from '../domain/engine.ts'
import { transferAbortSignals } from './abortSignal.ts'
import { type Hand, startHand } from './hand.ts'

export interface ClientOptions {
  /** Address that 'models/…' and 'data/…' are relative to; by default that of the page. */
  readonly base?: string
  /** Tried in this order. */
  readonly backends?: readonly BackendId[]
  /** Number of workers; by default one for each core but at most four. */
  readonly workers?: number
  readonly version?: string
}

// on a machine without a GPU, WebAssembly is ten times faster than software WebGL
const usualOrder: readonly BackendId[] = ['wasm', 'webgl', 'cpu']
const weightBudget = 640 * 2 ** 20 // bytes of float32 weights, all workers together

/**
 * The engine behind workers. Each network has its own worker, so that its weights are read once;
 * a worker that dies is replaced, and what it was doing fails with a sentence.
 */
export function createEngine({
  base = document.baseURI,
  backends = usualOrder,
  workers = defaultWorkers(),
  version = 'dev',
}: ClientOptions = {}): Engine {
  transferAbortSignals()
  const settings = { base: new URL('./', base).href, backends, version, weightBudget: weightBudget / workers }
  const hands = Array.from({ length: workers }, () => startHand(settings))
  const homes = new Map<string, Hand>()
  const homeOf = (model: string): Hand => {
    const known = homes.get(model) ?? hands[homes.size % hands.length]!
    homes.set(model, known)
    return known
  }
  const first = hands[0]!
  return {
    catalogue: () => first.ask((engine) => engine.catalogue()),
    backends: () => first.ask((engine) => engine.backends()) as Promise<readonly BackendReport[]>,
    labels: (dataset) => first.ask((engine) => engine.labels(dataset)),
    testImage: (dataset, index) => first.ask((engine) => engine.testImage(dataset, index)),
    card: (model) => first.ask((engine) => engine.card(model)),
    verify: (file, name) => first.ask((engine) => engine.verify(file, name)),
    trial: (request, report, signal) =>
      homeOf(request.model).run(signal, report, (engine, crossing) =>
        engine.trial(request, crossing, signal),
      ),
    film: (request, report, signal) =>
      homeOf(request.model).run(signal, report, (engine, crossing) => engine.film(request, crossing, signal)),
    layers: (request, report, signal) =>
      homeOf(request.model).run(signal, report, (engine, crossing) =>
        engine.layers(request, crossing, signal),
      ),
  }
}

export function isBackend(text: string | null): text is BackendId {
  return (['wasm', 'webgl', 'webgpu', 'cpu'] as const).some((id) => id === text)
}

function defaultWorkers(): number {
  return Math.max(1, Math.min(4, navigator.hardwareConcurrency || 1))
}
