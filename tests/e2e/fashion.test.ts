import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/lib/root.ts'
import { fashionMnist } from '../../src/core/datasets/fashionMnist.ts'
import { parseModelIndex } from '../../src/domain/modelCard.ts'
import { choose, hash, lab, maps, painted, readout, settled } from './harness.ts'

const { open } = lab()
const { classes } = fashionMnist

const shipped = parseModelIndex(
  JSON.parse(readFileSync(join(root, 'models/index.json'), 'utf8')),
).models.filter(({ dataset }) => dataset === 'fashion-mnist')
const det = 'fashion-fc1024-det'
/** The columns a reader meets first, as far as they are trained. */
const family = ['det', 'adv', 'vi', 'hmc']
  .map((each) => `fashion-fc1024-${each}`)
  .filter((id) => shipped.some((model) => model.id === id))
const patience = { timeout: 60_000 }

/** The page on garments, every column answered. */
async function garments(more = '', options: Parameters<typeof open>[0] = {}): Promise<Page> {
  const page = await open({ ...options, hash: `data=fashion-mnist${more}` })
  await done(page)
  return page
}

async function done(page: Page) {
  await painted(page)
  await settled(page)
}

describe('Fashion-MNIST', () => {
  test('is one choice away, with its own networks, picture and words', async () => {
    const page = await open()
    await done(page)
    await choose(page, 'data set', 'Fashion-MNIST')
    await page.getByText('an Ankle boot, test image 0').waitFor()
    expect(hash(page).get('data')).toBe('fashion-mnist')
    await expect
      .poll(() =>
        page
          .locator('[data-column]')
          .evaluateAll((all) => all.map((head) => head.getAttribute('data-column'))),
      )
      .toEqual(family)
    await done(page)
    await expect.poll(() => page.locator('.lead').innerText(), patience).toMatch(/ (still|now) says [A-Z]/)
    const name = await page.locator('[data-plot="probabilities"]').first().getAttribute('aria-label')
    expect(name).toMatch(
      new RegExp(`before (${classes.join('|')}) with .* after (${classes.join('|')}) with`),
    )
    expect(await page.getByText('draw', { exact: true }).count()).toBe(0)
    await choose(page, 'data set', 'MNIST')
    await page.getByText('a 7, test image 0').waitFor()
    expect(hash(page).has('data')).toBe(false)
  })

  test('comes back from a link', async () => {
    const page = await garments('&image=4&attack.budget=0.05&rule=gamma&seed=7')
    const before = await readout(page, 'lrp-robustness')
    const address = page.url()
    await page.reload()
    await done(page)
    expect(page.url()).toBe(address)
    expect(await readout(page, 'lrp-robustness')).toBe(before)
  })

  test('is picked by the name of a garment', async () => {
    const page = await garments(`&models=${det}`)
    await page.getByRole('button', { name: 'Sneaker', exact: true }).click()
    await page.getByText(/^a Sneaker, test image/).waitFor()
    await done(page)
    expect(await page.locator('[data-readout="label"]').first().innerText()).toBe('Sneaker (true)')
  })

  test('explains and attacks toward a garment by its name', async () => {
    const page = await garments(`&models=${det}`)
    await choose(page, 'goal', 'the target class')
    await choose(page, 'target class', 'Bag')
    await expect.poll(() => hash(page).get('attack.target'), patience).toBe('8')
    await expect
      .poll(() => page.locator('[data-readout="label"]').first().innerText(), patience)
      .toMatch(/^Bag/)
    await page.locator('.conventions > summary').click()
    await choose(page, 'class explained', 'class Dress')
    await expect.poll(() => hash(page).get('flip.explainedClass'), patience).toBe('3')
    await page.getByText('explains Dress').first().waitFor()
  })

  test('takes a photograph: light ground turned to black, all of it kept', async () => {
    const page = await garments(`&models=${det}`)
    const png = await photograph(page)
    await page.getByText('upload', { exact: true }).click()
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'dress.png', mimeType: 'image/png', buffer: png })
    await expect.poll(() => hash(page).get('uploaded'), patience).toBeTruthy()
    expect(await page.getByLabel('invert the gray levels').isChecked()).toBe(true)
    expect(await page.locator('.draw-preparation, .draw-likeness').count()).toBe(0)
    await done(page)
    const light = hash(page).get('uploaded')
    await page.getByLabel('invert the gray levels').uncheck()
    await expect.poll(() => hash(page).get('uploaded'), patience).not.toBe(light)
    await done(page)
  })

  test('shows every layer by every rule, and the cards', async () => {
    const page = await garments(`&view=layers&model=${det}`)
    const table = page.getByRole('table')
    expect(await table.getByRole('rowheader').count()).toBe(3)
    expect(await maps(page, { model: det, stage: 'attacked' }).count()).toBe(
      3 * (await table.getByRole('columnheader').count()),
    )
    await page.getByRole('button', { name: 'Models', exact: true }).click()
    await page.locator(`[data-card="${det}"][data-lane="done"]`).waitFor()
    await page.getByText('Fashion-MNIST · dense, two hidden layers of 1024').waitFor()
    for (const { id } of shipped)
      expect(await page.locator(`.models-item[data-model="${id}"]`).count()).toBe(1)
  })

  test('opens from a card of its own, whatever is on the Bench', async () => {
    const page = await open({ hash: `view=models&model=${det}` })
    await page.getByRole('button', { name: 'open in Layers' }).click()
    await done(page)
    expect([hash(page).get('data'), hash(page).get('model')]).toEqual(['fashion-mnist', det])
  })
})

/** Whether an attack may leave the image as it is: one that keeps the class, and any where gradients are exactly zero. */
function mayStay(attack: string, id: string): boolean {
  return attack === 'region' || id.endsWith('-released')
}

describe.each(shipped)('the network $id', ({ id, draws }) => {
  test('is attacked by every attack that the menu offers', async () => {
    const scene = `data=fashion-mnist&models=${id}&draws=${Math.min(draws, 3)}`
    const page = await open({ hash: scene })
    await done(page)
    const attacks = await page
      .locator('select[data-control="Attack"] option')
      .evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value))
    for (const attack of attacks) {
      // attacks of one step drop the number of steps without a word
      await page.evaluate((hash) => location.assign(hash), `#${scene}&attack=${attack}&attack.steps=3`)
      await expect.poll(() => hash(page).get('attack') ?? attacks[0], patience).toBe(attack)
      await done(page)
      expect(await page.locator('.column-error').count(), attack).toBe(0)
      if (!mayStay(attack, id)) expect(await readout(page, 'linf'), attack).toBeGreaterThan(0)
    }
  })
})

/** A tall picture of something dark on white, as a shop would take it. */
async function photograph(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 90, height: 150 })
    const context = canvas.getContext('2d')!
    context.fillStyle = 'white'
    context.fillRect(0, 0, 90, 150)
    context.fillStyle = '#224'
    context.fillRect(25, 5, 40, 140)
    return canvas.toDataURL('image/png')
  })
  return Buffer.from(url.split(',')[1]!, 'base64')
}
