import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { buildKernels } from '../../scripts/kernels.ts'
import { root } from '../../scripts/lib/root.ts'
import { medianOf } from './benchWorkloads.ts'

/**
 * What the machine would need for a workload's memory traffic or products alone: plain workers of the same page,
 * as many as the engine has, without TensorFlow.js, all at the same time.
 */
export interface Bare {
  /** Milliseconds to read the stored weights of all draws once for each pass. */
  readonly stream: number
  /** Milliseconds of the bare int8 products of an FGSM workload: two passes forward, three back. */
  readonly products: number
}

export interface BareWork {
  readonly workers: number
  readonly draws: number
  readonly images: number
  readonly passes: number
  /** Inputs and outputs of each dense layer. */
  readonly layers: readonly (readonly [inputs: number, outputs: number])[]
}

const repeats = 7

export async function benchBare(page: Page, work: BareWork): Promise<Bare> {
  await buildKernels()
  const module = (await readFile(join(root, 'src/core/kernels/generated/relaxed.wasm'))).toString('base64')
  const share = { ...work, draws: Math.ceil(work.draws / work.workers) }
  const timed = (kind: 'stream' | 'products') => inWorkers(page, module, { ...share, kind })
  return { stream: await timed('stream'), products: await timed('products') }
}

/** Median milliseconds from the word to go until the last worker is done. */
async function inWorkers(
  page: Page,
  module: string,
  job: BareWork & { readonly kind: string },
): Promise<number> {
  const times = await page.evaluate(
    async ({ module, job, script, repeats }) => {
      const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
      const workers = Array.from({ length: job.workers }, () => new Worker(url))
      const times: number[] = []
      for (let round = -1; round <= repeats; round++) {
        const began = performance.now()
        await Promise.all(
          workers.map(
            (worker) =>
              new Promise((done) => {
                worker.onmessage = done
                worker.postMessage(round < 0 ? { module, job } : 'go')
              }),
          ),
        )
        if (round > 0) times.push(performance.now() - began)
      }
      for (const worker of workers) worker.terminate()
      URL.revokeObjectURL(url)
      return times
    },
    { module, job, script, repeats },
  )
  return medianOf(times)
}

/** A worker that gets its memory ready when it is told what to do, and does it at the word. */
const script = `
let run
onmessage = async ({ data }) => {
  if (data === 'go') run()
  else run = await ready(data)
  postMessage('done')
}

async function ready({ module, job: { kind, draws, images, passes, layers } }) {
  const weights = layers.reduce((sum, [inputs, outputs]) => sum + inputs * outputs, 0)
  const widest = 4 * draws * images * Math.max(...layers.flat())
  const scratch = 65536, x = scratch + 2 ** 20, y = x + widest, scales = y + widest, w = scales + 65536
  const memory = new WebAssembly.Memory({ initial: Math.ceil((w + draws * weights) / 65536) + 1 })
  const bytes = Uint8Array.from(atob(module), (letter) => letter.charCodeAt(0))
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } })
  new Float32Array(memory.buffer, x, (w - x) / 4).fill(0.5)
  new Uint8Array(memory.buffer, w, draws * weights).fill(3)
  const { readAll, quantizedProduct } = instance.exports
  if (kind === 'stream') return () => { for (let i = 0; i < passes; i++) readAll(w, (draws * weights) & ~63) }
  const multiply = (back) => {
    let at = w
    for (const [inputs, outputs] of layers) {
      const [k, n] = back ? [outputs, inputs] : [inputs, outputs]
      quantizedProduct(back, draws, images, n, k, x, 4 * images * k, at, inputs * outputs, scales, 0, 0, 0, y, scratch)
      at += draws * inputs * outputs
    }
  }
  return () => [false, false, true, true, true].forEach(multiply)
}`
