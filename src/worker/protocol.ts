import type { BackendId, BackendReport } from '../domain/engine.ts'
import type { LocalEngine } from '../engine/localEngine.ts'

/** What the page tells a worker once, before anything else. */
export interface Settings {
  /** Address that 'models/…' and 'data/…' are relative to; ends in a slash. */
  readonly base: string
  /** Tried in this order; the first that answers the known question rightly is used. */
  readonly backends: readonly BackendId[]
  readonly version: string
  /** Whether our kernels take the place of TensorFlow.js's own; `stock` is for comparing. */
  readonly kernels: 'own' | 'stock'
  /** Bytes of weights this worker may keep. */
  readonly weightBudget: number
}

/** A worker's face to the page. */
export interface EngineWorker extends LocalEngine {
  /** Milliseconds of a typical question on the backend in use. */
  time(): Promise<number>
  /** `peers` are the ports at which other workers serve parts of ensembles. */
  start(settings: Settings, peers: readonly MessagePort[]): Promise<readonly BackendReport[]>
  /** Serves parts of ensembles at a port. */
  serve(port: MessagePort): Promise<void>
  /** Answers at once when the worker is alive. */
  ping(): Promise<true>
}
