/** A graphics context or device that is lost takes what it computed with it; the page starts another worker and goes on. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { conventionsOf } from '../../src/domain/conventions.ts'
import { lab } from './harness.ts'

const served = lab({ webgpu: true })

/** Each runs before the worker's own script: `lose` takes away the last context, or the last device as soon as it is read. */
const backends = [
  {
    backend: 'webgl',
    sentence: 'WebGL lost its context',
    keep: `
const make = OffscreenCanvas.prototype.getContext
OffscreenCanvas.prototype.getContext = function (...options) {
  const context = make.apply(this, options)
  if (context) self.lose = () => context.getExtension('WEBGL_lose_context').loseContext()
  return context
}
`,
  },
  {
    backend: 'webgpu',
    sentence: 'WebGPU lost its device',
    keep: `
const make = GPUAdapter.prototype.requestDevice
GPUAdapter.prototype.requestDevice = async function (...options) {
  const device = await make.apply(this, options)
  self.lose = () => {
    const read = GPUBuffer.prototype.mapAsync
    GPUBuffer.prototype.mapAsync = function (...range) {
      queueMicrotask(() => device.destroy())
      return read.apply(this, range)
    }
  }
  return device
}
`,
  },
] as const

test.each(backends)('answers again after $backend was lost', async ({ backend, sentence, keep }) => {
  const context = await served.browser.newContext()
  await context.route('**/engine.worker-*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: keep + (await response.text()) })
  })
  const page = await context.newPage()
  await page.goto(`${served.url}?backend=${backend}#models=mnist-fc512-det`)
  await page.waitForFunction(() => 'relevanceLab' in globalThis)
  const before = await heatmap(page, 0)

  const worker = page.workers().find((each) => each.url().includes('engine.worker'))!
  const underWay = heatmap(page, 1).catch((error: Error) => error.message)
  await worker.evaluate(() => (globalThis as unknown as { lose(): void }).lose())
  expect(await underWay).toMatch(new RegExp(`failed \\(.*${sentence}\\); a new one has been started`))
  expect(await heatmap(page, 0)).toEqual(before)
  expect(page.workers()).not.toContain(worker)
  await context.close()
})

async function heatmap(page: Page, image: number): Promise<readonly number[]> {
  return page.evaluate(
    async ({ conventions, image }) => {
      const { engine } = relevanceLab
      const { picture, label } = await engine.testImage('mnist', image)
      const request = {
        model: 'mnist-fc512-det',
        draws: 1,
        picture,
        label,
        attack: { id: 'fgsm', parameters: {} },
        rule: { id: 'epsilon', parameters: {} },
        layer: 2,
        k: 20,
        conventions,
        seed: 1,
      }
      const { clean } = await engine.trial(request, () => {}, new AbortController().signal)
      return [...clean.heatmap.mean]
    },
    { conventions: conventionsOf('defined'), image },
  )
}
