import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url&no-inline'
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url&no-inline'
import threadedWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url&no-inline'
import { expose, wrap } from 'comlink'
import plainKernels from '../core/kernels/generated/plain.wasm?url&no-inline'
import relaxedKernels from '../core/kernels/generated/relaxed.wasm?url&no-inline'
import type { Engine } from '../domain/engine.ts'
import { type BackendFiles, onContextLost } from '../engine/backend.ts'
import { library } from '../engine/library.ts'
import { localEngine } from '../engine/localEngine.ts'
import { type PartServer, partServer } from '../engine/partServer.ts'
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
    'tfjs-backend-wasm-threaded-simd.wasm': threadedWasm,
  },
  kernels: {
    plain: () => bytesOf(plainKernels),
    relaxed: () => bytesOf(relaxedKernels),
  },
}

interface Workshop {
  readonly engine: Engine
  readonly parts: PartServer
}

/** There once the backend is up; every call waits for it. */
const { promise: workshop, resolve: open, reject: fail } = Promise.withResolvers<Workshop>()
workshop.catch(() => {}) // whoever asks is told; nobody asking is no fault
const engine = workshop.then((shop) => shop.engine)
const parts = workshop.then((shop) => shop.parts)
engine.catch(() => {})
parts.catch(() => {})

const api: EngineWorker = {
  async start(settings, ports) {
    try {
      const reports = await chooseBackend(settings.backends, files)
      onContextLost(() => setTimeout(lostContext))
      const host = fetchHost(settings.base, settings.version)
      const shelf = library(host)
      const weights = residency(settings.weightBudget)
      const peers = ports.map((port) => wrap<PartServer>(port))
      const backends = () => reports
      const engine = localEngine(host, { ...settings, shelf, weights, peers, backends, context: yielding })
      open({ engine, parts: partServer(shelf, weights) })
      return reports
    } catch (error) {
      fail(error)
      throw error
    }
  },
  async serve(port) {
    expose(served, port)
  },
  ping: async () => true,
  catalogue: async () => (await engine).catalogue(),
  backends: async () => (await engine).backends(),
  labels: async (dataset) => (await engine).labels(dataset),
  testImage: async (dataset, index) => (await engine).testImage(dataset, index),
  card: async (model) => (await engine).card(model),
  trial: async (request, report, signal) => (await engine).trial(request, report, signal),
  film: async (request, report, signal) => (await engine).film(request, report, signal),
  layers: async (request, report, signal) => (await engine).layers(request, report, signal),
  verify: async (file, name) => (await engine).verify(file, name),
}

const served: PartServer = {
  open: async (model, ranges) => (await parts).open(model, ranges),
  close: async (part) => (await parts).close(part),
  forward: async (part, softness, batch) => (await parts).forward(part, softness, batch),
  gradient: async (pass, atLogits, weights) => (await parts).gradient(pass, atLogits, weights),
  relevance: async (pass, of) => (await parts).relevance(pass, of),
  relevancePerDraw: async (pass, of) => (await parts).relevancePerDraw(pass, of),
  explanationGradient: async (pass, of, atHeatmap) => (await parts).explanationGradient(pass, of, atHeatmap),
}

transferAbortSignals()
expose(api)

/** Uncaught on purpose: the page sees a worker that failed, and starts another. */
function lostContext(): never {
  throw new Error('WebGL lost its context')
}

async function bytesOf(url: string): Promise<ArrayBuffer> {
  return (await fetch(url)).arrayBuffer()
}
