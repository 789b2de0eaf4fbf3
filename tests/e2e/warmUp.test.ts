/** A GPU compiles its shaders while the reader reads, so that the first interaction waits for none. */
import type { Page, Worker } from 'playwright-core'
import { expect, test } from 'vitest'
import { conventionsOf } from '../../src/domain/conventions.ts'
import { lab, painted } from './harness.ts'

const served = lab()

/** Runs before the worker's own script. */
const countPrograms = `
self.programs = 0
const { linkProgram } = WebGL2RenderingContext.prototype
WebGL2RenderingContext.prototype.linkProgram = function (program) {
  self.programs++
  return linkProgram.call(this, program)
}
`

/** What a reader may do first, each seen for the first time. */
const interactions = [
  { attack: { id: 'pgd', parameters: { steps: 2 } }, rule: 'epsilon', layer: 2 },
  { attack: { id: 'fgsm', parameters: {} }, rule: 'gamma', layer: 2 },
  { attack: { id: 'fgsm', parameters: { budget: 0.1 } }, rule: 'alpha-beta', layer: 0 },
  { attack: { id: 'topk', parameters: { steps: 2 } }, rule: 'gamma', layer: 1 },
  { attack: { id: 'beta', parameters: { steps: 2 } }, rule: 'epsilon', layer: 2 },
]

test('the first interaction on WebGL compiles no shader', async () => {
  const context = await served.browser.newContext()
  await context.route('**/engine.worker-*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: countPrograms + (await response.text()) })
  })
  const page = await context.newPage()
  await page.goto(`${served.url}?backend=webgl#models=mnist-fc512-det`)
  await painted(page, { stage: 'attacked' })
  const worker = page.workers().find((each) => each.url().includes('engine.worker'))!
  const afterFirst = await programs(worker)
  const warm = await settledPrograms(worker)
  expect(warm).toBeGreaterThan(afterFirst)
  for (const interaction of interactions) await interact(page, interaction)
  expect(await programs(worker)).toBe(warm)
  await context.close()
})

/** Programs linked so far. */
function programs(worker: Worker): Promise<number> {
  return worker.evaluate(() => (globalThis as unknown as { programs: number }).programs)
}

/** Once none has come for ten seconds. */
async function settledPrograms(worker: Worker): Promise<number> {
  const before = await programs(worker)
  await new Promise((resolve) => setTimeout(resolve, 10_000))
  const now = await programs(worker)
  return now === before ? now : settledPrograms(worker)
}

async function interact(page: Page, { attack, rule, layer }: (typeof interactions)[number]): Promise<void> {
  await page.evaluate(
    async ({ attack, rule, layer, conventions }) => {
      const { engine } = relevanceLab
      const { picture, label } = await engine.testImage('mnist', 1)
      const request = {
        model: 'mnist-fc512-det',
        draws: 1,
        picture,
        label,
        attack,
        rule: { id: rule, parameters: {} },
        layer,
        k: 20,
        conventions,
        seed: 1,
      }
      await engine.trial(request, () => {}, new AbortController().signal)
    },
    { attack, rule, layer, conventions: conventionsOf('defined') },
  )
}
