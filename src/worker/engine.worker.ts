import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url&no-inline'
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url&no-inline'
import { expose, proxy, wrap } from 'comlink'
import plainKernels from '../core/kernels/generated/plain.wasm?url&no-inline'
import relaxedKernels from '../core/kernels/generated/relaxed.wasm?url&no-inline'
import { type BackendFiles, onGraphicsLost } from '../engine/backend.ts'
import { catalogue } from '../engine/catalogue.ts'
import { type Library, library } from '../engine/library.ts'
import { type LocalEngine, localEngine } from '../engine/localEngine.ts'
import { type PartServer, partServer } from '../engine/partServer.ts'
import { timeTypicalQuestion } from '../engine/timing.ts'
import { residency } from '../engine/weights.ts'
import { transferAbortSignals } from './abortSignal.ts'
import { chooseBackend } from './chooseBackend.ts'
import { fetchHost } from './fetchHost.ts'
import type { EngineWorker } from './protocol.ts'
import { yielding } from './yielding.ts'

const files: BackendFiles = {
  wasmPaths: {
    'tfjs-backend-wasm.wasm': plainWasm,
    'tfjs-backend-wasm-simd.wasm': simdWasm,
    'tfjs-backend-wasm-threaded-simd.wasm': simdWasm, // asked for by name only
  },
  kernels: {
    plain: () => bytesOf(plainKernels),
    relaxed: () => bytesOf(relaxedKernels),
  },
}

interface Workshop {
  readonly engine: LocalEngine
  readonly parts: PartServer
}

/** There once the backend is up; what computes waits for it. */
const { promise: workshop, resolve: open, reject: fail } = Promise.withResolvers<Workshop>()
const engine = workshop.then((shop) => shop.engine)
const parts = workshop.then((shop) => shop.parts)
for (const each of [workshop, engine, parts]) each.catch(() => {}) // whoever asks is told; nobody asking is no fault

/** There at once; what is only read need not wait for a backend. */
const { promise: shelf, resolve: furnish } = Promise.withResolvers<Library>()

const api: EngineWorker = {
  async start(settings, ports) {
    const host = fetchHost(settings.base, settings.version)
    const books = library(host)
    furnish(books)
    try {
      const reports = await chooseBackend(
        settings.backends,
        settings.kernels === 'own' ? files : { ...files, kernels: null },
      )
      onGraphicsLost(fall)
      const weights = residency(settings.weightBudget)
      const peers = ports.map(peerAt)
      const backends = () => reports
      open({
        engine: localEngine(host, { ...settings, shelf: books, weights, peers, backends, context: yielding }),
        parts: partServer(books, weights, yielding),
      })
      return reports
    } catch (error) {
      fail(error)
      throw error
    }
  },
  async serve(port) {
    expose(served, port)
  },
  time: async () => {
    await workshop
    return timeTypicalQuestion()
  },
  warmUp: async (subject, signal) => (await engine).warmUp(subject, signal),
  ping: async () => true,
  catalogue: async () => catalogue(await (await shelf).index()),
  labels: async (dataset) => (await shelf).labels(dataset),
  testImage: async (dataset, index) => (await shelf).testImage(dataset, index),
  sampleImages: async (dataset, sample) => (await shelf).sampleImages(dataset, sample),
  card: async (model) => (await shelf).card(model),
  backends: async () => (await engine).backends(),
  trial: async (request, report, signal) => (await engine).trial(request, report, signal),
  film: async (request, report, signal) => (await engine).film(request, report, signal),
  study: async (request, report, signal) => (await engine).study(request, report, signal),
  layers: async (request, report, signal) => (await engine).layers(request, report, signal),
  workload: async (request) => (await engine).workload(request),
  verify: async (file, name) => (await engine).verify(file, name),
}

const served: PartServer = {
  open: async (model, ranges, onRead) => (await parts).open(model, ranges, onRead),
  close: async (part) => (await parts).close(part),
  forward: async (part, softness, batch) => (await parts).forward(part, softness, batch),
  gradient: async (pass, atLogits, weights) => (await parts).gradient(pass, atLogits, weights),
  relevance: async (pass, of) => (await parts).relevance(pass, of),
  relevancePerDraw: async (pass, of) => (await parts).relevancePerDraw(pass, of),
  explanationGradient: async (pass, of, atHeatmap) => (await parts).explanationGradient(pass, of, atHeatmap),
  memory: async () => (await parts).memory(),
}

transferAbortSignals()
expose(api)

/** The worker at the other end of a port; a function crosses as a proxy. */
function peerAt(port: MessagePort): PartServer {
  const remote = wrap<PartServer>(port)
  const open: PartServer['open'] = (model, ranges, onRead) => remote.open(model, ranges, proxy(onRead))
  return new Proxy(remote, {
    get: (_, name) => (name === 'open' ? open : Reflect.get(remote, name)),
  }) as PartServer
}

/** Uncaught on purpose: the page sees a worker that failed, and starts another. */
function fall(sentence: string): void {
  reportError(new Error(sentence))
}

async function bytesOf(url: string): Promise<ArrayBuffer> {
  return (await fetch(url)).arrayBuffer()
}
