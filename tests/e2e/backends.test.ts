/** The built page computes on other backends what Node computes: every attack, step by step from the same image. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPage } from '../../scripts/lib/openPage.ts'
import { nodeHost } from '../../src/cli/nodeHost.ts'
import { startNode } from '../../src/cli/startNode.ts'
import { attacks } from '../../src/core/attacks/index.ts'
import { rules } from '../../src/core/lrp/rules/index.ts'
import { conventionsOf } from '../../src/domain/conventions.ts'
import type { ParameterValue } from '../../src/domain/parameters.ts'
import { unobserved } from '../../src/domain/task.ts'
import type { TrialRequest } from '../../src/domain/trial.ts'
import { localEngine } from '../../src/engine/localEngine.ts'
import { lab } from './harness.ts'

const served = lab()
const node = localEngine(nodeHost(), {
  weightBudget: 2 ** 28,
  backends: () => [],
  context: () => unobserved,
})
const golden = readFileSync(new URL('../fixtures/golden.safetensors', import.meta.url))

/**
 * Shares of pixels that may step the other way, since a sign amplifies a gradient of the order of rounding.
 * WebAssembly differs from Node in the order of its sums only; a GPU may round products ten times coarser (in
 * software, as here, neither of them flips a single pixel of these). Heatmaps relative to their largest value.
 */
const backends = [
  { backend: 'wasm', flipped: 1e-3, heatmap: 1e-5 },
  { backend: 'webgl', flipped: 1e-2, heatmap: 1e-4 },
] as const

const networks = [
  { model: 'mnist-fc512-det', draws: 1, images: [0, 3, 8] },
  { model: 'mnist-fc512-vi', draws: 6, images: [3] },
  { model: 'mnist-conv512-det', draws: 1, images: [3] },
] as const

/** One step from the clean image, so that nothing that flipped can spread. */
const oneStep: Readonly<Record<string, ParameterValue>> = { steps: 1, start: 'clean', restarts: 1 }
const stepOf = (id: string) => {
  const names = Object.keys(attacks.get(id).parameters)
  return Object.fromEntries(Object.entries(oneStep).filter(([name]) => names.includes(name)))
}

beforeAll(() => startNode(() => {}))

describe.each(backends)('$backend', ({ backend, flipped, heatmap }) => {
  let page: Page
  let faults: readonly string[]

  beforeAll(async () => {
    const opened = await openPage(served.browser, `${served.url}?backend=${backend}`, {
      hash: 'models=mnist-fc512-det',
    })
    page = opened.page
    faults = opened.faults
    await page.waitForFunction(() => 'relevanceLab' in globalThis)
  })
  afterAll(async () => {
    await page.context().close()
    expect(faults).toEqual([])
  })

  test('is the backend in use', async () => {
    const reports = await page.evaluate(() => relevanceLab.engine.backends())
    expect(reports.find(({ status }) => status === 'chosen')?.id).toBe(backend)
  })

  test.each(attacks.entries)('takes the same step of $id as Node', async ({ id }) => {
    let [differ, moved, all] = [0, 0, 0]
    for (const { model, draws, images } of networks) {
      for (const image of images) {
        const request = await requestOf(model, draws, image, id)
        const here = (await node.trial(request, () => {}, new AbortController().signal)).attacked.picture.data
        const there = await attackedIn(page, request)
        differ += here.reduce((count, pixel, i) => count + Number(Math.abs(pixel - there[i]!) > 1e-5), 0)
        moved += here.reduce((count, pixel, i) => count + Number(pixel !== request.picture.data[i]), 0)
        all += here.length
      }
    }
    expect(moved / all).toBeGreaterThan(0.1) // black pixels, four in five, have no relevance and stay
    expect(differ / all).toBeLessThanOrEqual(flipped)
  })

  test.each(networks)(
    'draws the heatmaps of $model as Node does, every rule at every layer',
    async (network) => {
      const request = await requestOf(network.model, network.draws, network.images[0], 'fgsm')
      const asked = { ...request, rules: rules.entries.map(({ id }) => ({ id, parameters: {} })) }
      const here = await node.layers(asked, () => {}, new AbortController().signal)
      const there = await page.evaluate(async (sent) => {
        const data = Float32Array.from(sent.picture.data)
        const signal = new AbortController().signal
        const whole = { ...sent, picture: { ...sent.picture, data } }
        const { cells } = await relevanceLab.engine.layers(whole, () => {}, signal)
        return cells.map(({ clean }) => [...clean.mean])
      }, plain(asked))
      here.cells.forEach(({ clean }, cell) => {
        const largest = clean.mean.reduce((most, r) => Math.max(most, Math.abs(r)), 0)
        const worst = clean.mean.reduce((most, r, i) => Math.max(most, Math.abs(r - there[cell]![i]!)), 0)
        expect(worst / largest).toBeLessThan(heatmap)
      })
    },
  )

  test('agrees with the golden file on every tensor', async () => {
    const { ok, tensors } = await page.evaluate(async (text) => {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
      return relevanceLab.engine.verify(bytes, 'golden.safetensors')
    }, golden.toString('base64'))
    expect(Object.entries(tensors).filter(([, { error, tolerance }]) => !(error <= tolerance))).toEqual([])
    expect(Object.keys(tensors)).toHaveLength(127)
    expect(ok).toBe(true)
  })
})

async function requestOf(model: string, draws: number, image: number, id: string): Promise<TrialRequest> {
  const { picture, label } = await node.testImage('mnist', image)
  return {
    model,
    draws,
    picture,
    label,
    attack: { id, parameters: stepOf(id) },
    rule: { id: 'epsilon', parameters: {} },
    layer: 2,
    k: 20,
    conventions: conventionsOf('defined'),
    seed: 1,
  }
}

async function attackedIn(page: Page, request: TrialRequest): Promise<readonly number[]> {
  return page.evaluate(async (sent) => {
    const data = Float32Array.from(sent.picture.data)
    const signal = new AbortController().signal
    const whole = { ...sent, picture: { ...sent.picture, data } }
    return [...(await relevanceLab.engine.trial(whole, () => {}, signal)).attacked.picture.data]
  }, plain(request))
}

/** What crosses into the page as JSON: typed arrays would not. */
function plain<R extends TrialRequest>({ picture, ...rest }: R) {
  return { ...rest, picture: { ...picture, data: [...picture.data] } }
}
