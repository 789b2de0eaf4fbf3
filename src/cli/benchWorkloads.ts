import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type LongestTask, withLongestTask } from '../../scripts/lib/longestTask.ts'
import { root } from '../../scripts/lib/root.ts'
import { settled } from '../../scripts/lib/screenshots.ts'
import type { BackendId } from '../domain/engine.ts'
import { drawCount } from '../domain/modelCard.ts'
import { abortable } from '../domain/task.ts'
import type { WorkloadRequest, WorkloadResult } from '../domain/workload.ts'
import { localEngine } from '../engine/localEngine.ts'
import { inBrowser } from './browserEngine.ts'
import { defaultModels, readCard } from './modelFolder.ts'
import { nodeHost } from './nodeHost.ts'
import { startNode } from './startNode.ts'

export interface Workload extends WorkloadRequest {
  readonly name: string
  readonly says: string
}

const dense = 'mnist-fc512-hmc'

/** What a reader and a study ask for; see docs/speed.md. A model with fewer draws is asked for those it has. */
export const workloads: readonly Workload[] = [
  workload('W1', 'one image, 100 draws, FGSM', { draws: 100, images: 1, repeats: 11 }),
  workload('W1/10', 'the same with 10 draws', { draws: 10, images: 1, repeats: 21 }),
  workload('W2', '100 images, 100 draws, FGSM', { draws: 100, images: 100, repeats: 3 }),
  workload('W2/5', 'the same with 5 draws', { draws: 5, images: 100, repeats: 1 }),
  workload('W3', 'ten images, 50 draws of a convolutional network', {
    model: 'mnist-conv512-vi',
    draws: 50,
    images: 10,
    repeats: 1,
  }),
  workload('W4', 'PGD, 40 steps, one image, 100 draws', { id: 'pgd', draws: 100, images: 1, repeats: 3 }),
  workload('W5', 'ten steps of the top-k attack, one image, 100 draws', {
    id: 'topk',
    draws: 100,
    images: 1,
    repeats: 3,
  }),
]

function workload(
  name: string,
  says: string,
  request: Pick<WorkloadRequest, 'draws' | 'images' | 'repeats'> & Partial<WorkloadRequest>,
): Workload {
  return { name, says, id: 'fgsm', model: dense, ...request }
}

/** Where a workload runs: Node with OpenBLAS, or the built page in Chromium. */
export interface Place {
  readonly name: string
  readonly backend: BackendId | 'node'
  readonly workers?: number
  readonly kernels?: 'stock'
  /** Names of the workloads that it can do in a minute or so. */
  readonly usual: readonly string[]
}

const all = ['W1', 'W1/10', 'W2', 'W3', 'W4', 'W5']

export const places: Readonly<Record<string, Place>> = {
  node: { name: 'node', backend: 'node', usual: all },
  wasm: { name: 'wasm', backend: 'wasm', usual: all },
  'wasm-1': { name: 'wasm-1', backend: 'wasm', workers: 1, usual: ['W1', 'W1/10', 'W2', 'W2/5'] },
  stock: { name: 'stock', backend: 'wasm', workers: 1, kernels: 'stock', usual: ['W1/10', 'W2/5'] },
  webgl: { name: 'webgl', backend: 'webgl', usual: ['W1/10', 'W2/5'] },
  webgpu: { name: 'webgpu', backend: 'webgpu', usual: ['W1/10'] },
}

export interface Row extends WorkloadResult {
  readonly place: string
  readonly workload: string
  /** Draws there were. */
  readonly draws: number
  readonly images: number
  readonly median: number
  readonly gflops: number
  /** Weights as they lie in memory, if every pass reads each once. */
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
  if (wanted.length === 0) return
  if (place.backend === 'node') {
    await startNode(() => {})
    const context = (_: unknown, signal: AbortSignal) => abortable(signal)
    const engine = localEngine(nodeHost(), { weightBudget: 2 ** 30, backends: () => [], context })
    for (const each of wanted) {
      const asked = await askable(each)
      say(row(place, asked, await engine.workload(asked), null))
    }
    return
  }
  await inPlace(place, async (page) => {
    for (const each of wanted) {
      const asked = await askable(each)
      const { result, longest } = await withLongestTask(page, () => runInPage(page, asked))
      say(row(place, asked, result, longest))
    }
  })
}

/** The built page with its engine set up as a place says, once it has answered its own first questions. */
export function inPlace<T>(place: Place, work: (page: Page) => Promise<T>): Promise<T> {
  if (place.backend === 'node') throw new TypeError('bench: Node is no page')
  const query = new URLSearchParams({ backend: place.backend })
  if (place.workers) query.set('workers', String(place.workers))
  if (place.kernels) query.set('kernels', place.kernels)
  return inBrowser(place.backend, query, async (page) => {
    await settled(page)
    return work(page)
  })
}

export function runInPage(page: Page, request: WorkloadRequest): Promise<WorkloadResult> {
  return page.evaluate((asked) => globalThis.relevanceLab.engine.workload(asked), request)
}

export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}

interface Asked extends Workload {
  /** A weight on WASM and on disk is a byte where draws are stored, else four. */
  readonly bytesAWeight: 1 | 4
}

/** A workload of as many draws as there are. */
async function askable(wanted: Workload): Promise<Asked> {
  const card = await readCard(join(root, defaultModels), wanted.model)
  if (!card) throw new RangeError(`bench: there is no model ${wanted.model}`)
  return {
    ...wanted,
    draws: Math.min(wanted.draws, drawCount(card)),
    bytesAWeight: card.posterior.kind === 'stored' ? 1 : 4,
  }
}

function row(
  { name: place, backend }: Place,
  { name, draws, images, bytesAWeight }: Asked,
  result: WorkloadResult,
  mainThread: LongestTask | null,
): Row {
  const median = medianOf(result.milliseconds)
  const bytes = backend === 'wasm' ? bytesAWeight : 4
  return {
    ...result,
    place,
    workload: name,
    draws,
    images,
    median,
    gflops: result.flop / median / 1e6,
    gbs: (bytes * result.weightsRead) / median / 1e6,
    mainThread,
  }
}
