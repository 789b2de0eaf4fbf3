import { type LongestTask, withLongestTask } from '../../scripts/lib/longestTask.ts'
import type { BackendId } from '../domain/engine.ts'
import { abortable } from '../domain/task.ts'
import type { WorkloadRequest, WorkloadResult } from '../domain/workload.ts'
import { localEngine } from '../engine/localEngine.ts'
import { inBrowser } from './browserEngine.ts'
import { nodeHost } from './nodeHost.ts'
import { startNode } from './startNode.ts'

export interface Workload extends WorkloadRequest {
  readonly name: string
  readonly says: string
}

/** The Bayesian network with the most draws stands in for HMC while its chains are few. */
const dense = (draws: number) => ({ model: 'mnist-fc512-vi', draws })

/** What a reader and a study ask for; see docs/speed.md. */
export const workloads: readonly Workload[] = [
  { name: 'W1', says: 'one image, 100 draws, FGSM', id: 'fgsm', ...dense(100), images: 1, repeats: 5 },
  { name: 'W1/10', says: 'the same with 10 draws', id: 'fgsm', ...dense(10), images: 1, repeats: 5 },
  { name: 'W2', says: '100 images, 100 draws, FGSM', id: 'fgsm', ...dense(100), images: 100, repeats: 1 },
  {
    name: 'W3',
    says: 'ten images, 50 draws of a convolutional network',
    id: 'fgsm',
    model: 'mnist-conv512-vi',
    draws: 50,
    images: 10,
    repeats: 1,
  },
  {
    name: 'W4',
    says: 'PGD, 40 steps, one image, 100 draws',
    id: 'pgd',
    ...dense(100),
    images: 1,
    repeats: 1,
  },
  {
    name: 'W5',
    says: 'ten steps of the top-k attack, one image, 100 draws',
    id: 'topk',
    ...dense(100),
    images: 1,
    repeats: 1,
  },
]

/** Where a workload runs: Node with OpenBLAS, or the built page in Chromium. */
export interface Place {
  readonly name: string
  readonly backend: BackendId | 'node'
  readonly workers?: number
  readonly kernels?: 'stock'
}

export const places: Readonly<Record<string, Place>> = {
  node: { name: 'node', backend: 'node' },
  wasm: { name: 'wasm', backend: 'wasm' },
  'wasm-1': { name: 'wasm-1', backend: 'wasm', workers: 1 },
  stock: { name: 'stock', backend: 'wasm', workers: 1, kernels: 'stock' },
  webgl: { name: 'webgl', backend: 'webgl' },
  webgpu: { name: 'webgpu', backend: 'webgpu' },
}

export interface Row extends WorkloadResult {
  readonly place: string
  readonly workload: string
  readonly median: number
  readonly gflops: number
  readonly gbs: number
  /** On the page's main thread meanwhile; none on Node. */
  readonly mainThread: LongestTask | null
}

/** Times the workloads at one place, one after the other. */
export async function benchAt(
  place: Place,
  wanted: readonly Workload[],
  say: (row: Row) => void,
): Promise<void> {
  if (place.backend === 'node') {
    await startNode(() => {})
    const context = (_: unknown, signal: AbortSignal) => abortable(signal)
    const engine = localEngine(nodeHost(), { weightBudget: 2 ** 30, backends: () => [], context })
    for (const workload of wanted) say(row(place, workload, await engine.workload(workload), null))
    return
  }
  const query = new URLSearchParams({ backend: place.backend })
  if (place.workers) query.set('workers', String(place.workers))
  if (place.kernels) query.set('kernels', place.kernels)
  await inBrowser(place.backend, query, async (page) => {
    for (const workload of wanted) {
      const { result, longest } = await withLongestTask(page, () =>
        page.evaluate((request) => globalThis.relevanceLab.engine.workload(request), workload),
      )
      say(row(place, workload, result, longest))
    }
  })
}

function row(place: Place, workload: Workload, result: WorkloadResult, mainThread: LongestTask | null): Row {
  const sorted = [...result.milliseconds].sort((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)]!
  return {
    ...result,
    place: place.name,
    workload: workload.name,
    median,
    gflops: result.flop / median / 1e6,
    gbs: result.bytes / median / 1e6,
    mainThread,
  }
}
