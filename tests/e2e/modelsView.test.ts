import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/lib/root.ts'
import { type ModelCard, parseModelCard, parseModelIndex, summarize } from '../../src/domain/modelCard.ts'
import { fakeCard } from '../ui/fakeCard.ts'
import { fakeCatalogue } from '../ui/fakeEngine.ts'
import { hash, lab, readout } from './harness.ts'

const { open } = lab()

const json = (path: string): unknown => JSON.parse(readFileSync(join(root, 'models', path), 'utf8'))
const shipped = parseModelIndex(json('index.json')).models
const det = 'mnist-fc512-det'
const cardOf = (id: string) => parseModelCard(json(`${id}/card.json`), id)

/** The Models view on one network, its card there or refused. */
async function looking(model: string, options: Parameters<typeof open>[0] = {}): Promise<Page> {
  const page = await open({ ...options, hash: `view=models&model=${model}` })
  await shown(page, model)
  return page
}

async function shown(page: Page, model: string) {
  await page
    .locator(`[data-card="${model}"][data-lane="done"], [data-card="${model}"][data-lane="failed"]`)
    .waitFor()
}

/** The same, with other files on the server than there are. */
async function served(model: string, files: Readonly<Record<string, unknown>>): Promise<Page> {
  const page = await open()
  for (const [name, body] of Object.entries(files))
    await page.context().route(`**/models/${name}`, (route) => route.fulfill({ json: body }))
  await page.goto(`${page.url().replace(/#.*/, '')}#view=models&model=${model}`)
  await page.reload()
  await shown(page, model)
  return page
}

describe('the Models view', () => {
  test('lists every trained network, and turns to the one that is chosen', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Models', exact: true }).click()
    const items = page.locator('.models-item')
    await items.first().waitFor()
    const listed = await items.evaluateAll((all) => all.map((item) => item.getAttribute('data-model')))
    expect(listed.toSorted()).toEqual(shipped.map(({ id }) => id).toSorted())
    await page.locator('.models-item[data-model="mnist-conv512-det"]').click()
    await shown(page, 'mnist-conv512-det')
    expect(hash(page).get('view')).toBe('models')
    expect(hash(page).get('model')).toBe('mnist-conv512-det')
    await page.reload()
    await shown(page, 'mnist-conv512-det')
  })

  test('shows the card as it is on disk', async () => {
    const page = await looking(det)
    const { evaluation, seconds, flop, files } = cardOf(det)
    expect(await readout(page, 'accuracy')).toBe(evaluation.accuracy)
    expect(await readout(page, 'accuracy-fgsm')).toBe(evaluation.fgsm.accuracy)
    expect(await readout(page, 'negative-log-likelihood')).toBe(evaluation.negativeLogLikelihood)
    expect(await readout(page, 'calibration-error')).toBe(evaluation.expectedCalibrationError)
    expect(await readout(page, 'seconds')).toBe(seconds)
    expect(await readout(page, 'flop')).toBe(flop)
    const card = page.locator('[data-card]')
    expect(await card.innerText()).toContain(files[0]!.sha256)
    expect(await card.innerText()).toContain(`npm run train -- ${det}`)
    await page.locator('summary', { hasText: 'the numbers' }).first().click()
    const bins = evaluation.reliability.filter((bin) => bin.count > 0)
    expect(await page.getByRole('table', { name: 'Reliability diagram' }).locator('tbody tr').count()).toBe(
      bins.length,
    )
  })

  test.each(shipped.map(({ id }) => id))('has room for all of %s on a phone', async (id) => {
    const page = await looking(id, { width: 390, height: 800, touch: true, scheme: 'dark' })
    expect(await page.locator('[data-card]').getAttribute('data-lane')).toBe('done')
    expect(await page.evaluate(() => document.querySelector('.models')!.scrollWidth)).toBeLessThanOrEqual(390)
  })

  test('unfolds the list on a phone', async () => {
    const page = await looking(det, { width: 390, height: 800, touch: true })
    const item = page.locator('.models-item[data-model="mnist-conv512-det"]')
    expect(await item.isVisible()).toBe(false)
    await page.getByRole('heading', { name: 'Files' }).scrollIntoViewIfNeeded()
    await page.getByRole('button', { name: 'another network' }).click()
    await item.click()
    await shown(page, 'mnist-conv512-det')
    expect(await item.isVisible()).toBe(false)
    expect(await page.evaluate(() => document.querySelector('.models')!.scrollTop)).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('models-fold')
  })

  test('opens a network in the Bench as a column', async () => {
    const page = await looking('mnist-conv512-det')
    await page.getByRole('button', { name: 'open in Bench' }).click()
    await page.locator('[data-column="mnist-conv512-det"]').waitFor()
    expect(hash(page).get('models')).toContain('mnist-conv512-det')
  })
})

describe('a sampled posterior', () => {
  const entry = fakeCatalogue.models.find(({ family }) => family === 'hmc')!
  const sampled: ModelCard = fakeCard({ ...entry, architecture: 'fc2', hidden: 512 })
  const others = shipped.filter(({ id }) => id !== sampled.id)
  const files = {
    'index.json': { models: [...others, summarize(sampled)] },
    [`${sampled.id}/card.json`]: sampled,
  }

  test('shows its chains, and one of them alone, by keyboard', async () => {
    const page = await served(sampled.id, files)
    expect(await readout(page, 'r-hat-log-likelihood')).toBe(1.03)
    expect(await readout(page, 'acceptance-2')).toBe(0.75)
    expect(
      await page.getByRole('img', { name: /^Potential energy of each chain: chain 0 from/ }).count(),
    ).toBe(1)
    const lit = page.locator('.plot-line[data-lit="true"]')
    expect(await lit.count()).toBe(0)
    await page.getByRole('button', { name: 'show chain 2 alone' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await lit.count()).toBe(5)
  })

  test('says in one sentence what is wrong with its card, and the page goes on', async () => {
    const page = await served(sampled.id, {
      ...files,
      [`${sampled.id}/card.json`]: { ...sampled, seconds: 'long' },
    })
    const complaint = page.getByRole('alert')
    expect(await complaint.innerText()).toContain(`models/${sampled.id}/card.json: seconds: `)
    await page.locator(`.models-item[data-model="${det}"]`).click()
    await shown(page, det)
    expect(await readout(page, 'accuracy')).toBe(cardOf(det).evaluation.accuracy)
  })
})
