import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url&no-inline'
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url&no-inline'
import threadedWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url&no-inline'
import { expose } from 'comlink'
import plainKernels from '../core/kernels/generated/plain.wasm?url&no-inline'
import relaxedKernels from '../core/kernels/generated/relaxed.wasm?url&no-inline'
import type { BackendReport, Engine } from '../domain/engine.ts'
import { type BackendFiles, onContextLost } from '../engine/backend.ts'
import { localEngine } from '../engine/localEngine.ts'
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

let reports: readonly BackendReport[] = []
let begin: (engine: Engine) => void = () => {}
let fail: (reason: unknown) => void = () => {}
const engine = new Promise<Engine>((resolve, reject) => {
  begin = resolve
  fail = reject
})
engine.catch(() => {}) // whoever asks is told; nobody asking is no fault

const api: EngineWorker = {
  async start({ base, backends, version, weightBudget }) {
    try {
      reports = await chooseBackend(backends, files)
      onContextLost(() => setTimeout(lostContext))
      begin(
        localEngine(fetchHost(base, version), { weightBudget, backends: () => reports, context: yielding }),
      )
      return reports
    } catch (error) {
      fail(error)
      throw error
    }
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

transferAbortSignals()
expose(api)

/** Uncaught on purpose: the page sees a worker that failed, and starts another. */
function lostContext(): never {
  throw new Error('WebGL lost its context')
}

async function bytesOf(url: string): Promise<ArrayBuffer> {
  return (await fetch(url)).arrayBuffer()
}
