/** A graphics context that is lost takes what it computed with it; the page starts another worker and goes on. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { conventionsOf } from '../../src/domain/conventions.ts'
import { lab } from './harness.ts'

const served = lab()

/** Runs before the worker's own script: keeps hold of every context, so that the test can lose the last. */
const keepContexts = `
const make = OffscreenCanvas.prototype.getContext
self.contexts = []
OffscreenCanvas.prototype.getContext = function (...options) {
  const context = make.apply(this, options)
  if (context) self.contexts.push(context)
  return context
}
`

test('answers again after its WebGL context was lost', async () => {
  const context = await served.browser.newContext()
  await context.route('**/engine.worker-*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: keepContexts + (await response.text()) })
  })
  const page = await context.newPage()
  await page.goto(`${served.url}?backend=webgl#models=mnist-fc512-det`)
  await page.waitForFunction(() => 'relevanceLab' in globalThis)
  const before = await heatmap(page, 0)

  const worker = page.workers().find((each) => each.url().includes('engine.worker'))!
  const underWay = heatmap(page, 1).catch((error: Error) => error.message)
  await worker.evaluate(() => {
    const { contexts } = globalThis as unknown as { contexts: WebGL2RenderingContext[] }
    contexts.at(-1)!.getExtension('WEBGL_lose_context')!.loseContext()
  })
  expect(await underWay).toMatch(/failed \(.*WebGL lost its context\); a new one has been started/)
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
