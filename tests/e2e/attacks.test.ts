import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { choose, field, hash, lab, maps, painted, readout, settled, type } from './harness.ts'

const { open } = lab()

const det = 'mnist-fc512-det'
const adv = 'mnist-fc512-adv'
/** Until a request that is about to start has been answered. */
const patience = { timeout: 60_000 }

/** The page with one column, once it has its answer. */
async function answered(rest = '', options: Parameters<typeof open>[0] = {}): Promise<Page> {
  const page = await open({ ...options, hash: `models=${det}${rest}` })
  await done(page)
  return page
}

async function done(page: Page) {
  await painted(page)
  await expect.poll(() => page.locator('[data-lane="running"]').count(), { timeout: 120_000 }).toBe(0)
  await settled(page)
}

const film = (page: Page) => page.getByRole('region', { name: 'The attack, step by step' })
const pgd5 = '&attack=pgd&attack.steps=5'

describe('the menu of attacks', () => {
  test('sets the twins of released code and the control apart', async () => {
    const page = await answered()
    const groups = page.locator('[data-control="Attack"] optgroup')
    const entries = await groups.evaluateAll((all) =>
      all.map((group) => ({
        heading: group.getAttribute('label'),
        names: [...group.querySelectorAll('option')].map((option) => option.textContent ?? ''),
      })),
    )
    expect(entries.find(({ heading }) => heading === 'control')?.names).toEqual(['random pattern'])
    const released = entries.filter(({ names }) => names.some((name) => name.endsWith('as released')))
    expect(released.length).toBe(1)
    expect(released[0]?.names.every((name) => name.endsWith('as released'))).toBe(true)
  })

  test('shows the target class only to an attack that has one', async () => {
    const page = await answered()
    expect(await field(page, 'target').count()).toBe(0)
    await choose(page, 'goal', 'the target class')
    await field(page, 'target').waitFor()
    await done(page)
  })
})

describe('the film', () => {
  test('of PGD is opened from its column, scrubbed with keys, buttons and the pointer, and closed', async () => {
    const page = await answered()
    expect(await page.locator('[data-film-of]').count()).toBe(0) // one step is no film
    await choose(page, 'Attack', 'PGD')
    await type(page, 'steps', '5')
    await page.locator(`[data-film-of="${det}"]`).click()
    await done(page)
    expect(await readout(film(page), 'film-step')).toBe(5)
    expect(await readout(film(page), 'film-linf')).toBeCloseTo(await readout(page, 'linf'), 6)
    expect(await readout(film(page), 'film-lrp-robustness')).toBe(await readout(page, 'lrp-robustness'))

    await page.keyboard.press('ArrowLeft')
    expect(await readout(film(page), 'film-step')).toBe(4)
    expect(hash(page).get('film.step')).toBe('4')
    await film(page).getByRole('slider').press('Home')
    expect(await readout(film(page), 'film-step')).toBe(0)
    expect(await readout(film(page), 'film-linf')).toBe(0)
    expect(await readout(film(page), 'film-lrp-robustness')).toBe(1)
    expect(await film(page).getByRole('slider').getAttribute('aria-valuetext')).toMatch(
      /^before the attack: says 7/,
    )
    await film(page).getByRole('button', { name: 'one step forward' }).click()
    expect(await readout(film(page), 'film-step')).toBe(1)
    await film(page).locator('.film-thumb').nth(3).click()
    expect(await readout(film(page), 'film-step')).toBe(3)
    await film(page).getByRole('button', { name: 'play' }).click()
    await expect.poll(() => readout(film(page), 'film-step')).toBe(5)

    await film(page).getByRole('button', { name: 'close' }).press('Escape')
    await expect.poll(() => film(page).count()).toBe(0)
    expect(hash(page).get('film')).toBe(null)
    expect(await page.locator(':focus').getAttribute('data-film-of')).toBe(det)
  })

  test('comes back from its link at its step, on one scale that its legend names', async () => {
    const page = await answered(`${pgd5}&film=${det}&film.step=2`)
    expect(await readout(film(page), 'film-step')).toBe(2)
    expect(await film(page).locator('[data-plot="legend"]').innerText()).toMatch(/all frames of the film/)
    const map = maps(page, { model: det }).and(page.locator('[data-stage="film"]'))
    expect(await map.getAttribute('aria-label')).toMatch(/step 2 of 5.*[Mm]ost of it lies/)
    const robustness = await readout(film(page), 'film-lrp-robustness')
    await page.reload()
    await done(page)
    expect(await readout(film(page), 'film-step')).toBe(2)
    expect(await readout(film(page), 'film-lrp-robustness')).toBe(robustness)
  })

  test('keeps its last frames in view while the next ones are computed, and follows the attack', async () => {
    const page = await answered(`${pgd5}&film=${det}`)
    await type(page, 'steps', '3')
    await expect.poll(() => readout(film(page), 'film-step'), patience).toBe(3)
    expect(await film(page).locator('.film-thumb').count()).toBe(4)
    await done(page)
  })

  test('has no play button where motion is unwelcome', async () => {
    const page = await answered(`${pgd5}&film=${det}`, { reducedMotion: true })
    expect(await film(page).getByRole('slider').count()).toBe(1)
    expect(await film(page).getByRole('button', { name: 'play' }).count()).toBe(0)
  })

  test('fits a phone', async () => {
    const page = await answered(`${pgd5}&film=${det}`, { width: 390, height: 844, touch: true })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect((await film(page).boundingBox())!.width).toBeLessThanOrEqual(390)
  })
})

describe('an attack on the explanation', () => {
  test('by top-k keeps the class and says what it drove down', async () => {
    const page = await answered('&attack=topk&attack.steps=5&attack.budget=0.1')
    expect(await readout(page, 'prediction-after')).toBe(await readout(page, 'prediction-before'))
    expect(await readout(page, 'objective-after')).toBeLessThan(await readout(page, 'objective-before'))
    expect(await page.locator('[data-row="objective"]').innerText()).toContain(
      'relevance of the attacked pixels',
    )
  })

  test('on a painted region raises the relevance there', async () => {
    const page = await answered('&attack=region&attack.steps=5&attack.budget=0.1')
    const canvas = page.locator('.region')
    await canvas.scrollIntoViewIfNeeded()
    const box = (await canvas.boundingBox())!
    await page.mouse.move(box.x + 20, box.y + 20)
    await page.mouse.down()
    await page.mouse.move(box.x + 80, box.y + 20, { steps: 8 })
    await page.mouse.up()
    await expect.poll(() => hash(page).get('attack.region')).toBeTruthy()
    await done(page)
    expect(await readout(page, 'objective-after')).toBeGreaterThan(await readout(page, 'objective-before'))
    expect(await page.locator('[data-row="objective"]').innerText()).toContain('relevance of the region')
  })

  test('by beta comes nearer to the heatmap of the test image it is given', async () => {
    const page = await answered('&attack=beta&attack.steps=5')
    await type(page, 'target', '3')
    await expect.poll(() => hash(page).get('attack.target')).toBe('3')
    await done(page)
    expect(await readout(page, 'objective-after')).toBeLessThan(await readout(page, 'objective-before'))
  })
})

describe('beside the attack', () => {
  test('another network to make it on is marked in the column, and the images of both are the same', async () => {
    const page = await open({ hash: `models=${det},${adv}` })
    await done(page)
    const column = (name: string, model: string) =>
      page.locator(`[data-readout="${name}"][data-model="${model}"]`).getAttribute('data-value')
    expect(await column('l2', adv)).not.toBe(await column('l2', det))
    await choose(page, 'made on', 'deterministic · fc2 512')
    await page.locator('[data-making="source"]', { hasText: 'attack made on deterministic' }).waitFor()
    await done(page)
    expect(await page.locator('[data-making="source"]').count()).toBe(1) // its own network needs no mark
    expect(await column('l2', adv)).toBe(await column('l2', det))
    expect(hash(page).get('on')).toBe(det)
  })

  test('equal strength is reached in every column, and refused in the same sentence', async () => {
    const page = await answered()
    await choose(page, 'strength', 'equal L₂')
    await type(page, 'l2', '1.5')
    await expect.poll(() => readout(page, 'l2'), patience).toBeCloseTo(1.5, 4)
    expect(await page.locator('[data-making="strength"]').innerText()).toMatch(/scaled to L\s*2\s*1\.5/)
    await choose(page, 'strength', 'equal L∞')
    await expect.poll(() => readout(page, 'linf'), patience).toBeCloseTo(0.1, 4)
    await type(page, 'linf', '7')
    await page.getByRole('alert').filter({ hasText: 'scene: linf must be in [0.01, 1], got 7' }).waitFor()
    await field(page, 'linf').press('Escape')
    const before = page.url()
    await page.reload()
    await done(page)
    expect(page.url()).toBe(before)
    expect(await readout(page, 'linf')).toBeCloseTo(0.1, 4)
  })

  test('one convention flips in one click, and back in another', async () => {
    const page = await answered()
    await page.locator('.conventions > summary').click()
    const row = page.locator('[data-convention="start"]')
    await row.getByRole('button', { name: 'start of LRP: as released' }).click()
    await expect.poll(() => hash(page).get('flip.start')).toBe('one')
    await row.getByRole('button', { name: 'start of LRP: as defined' }).click()
    await expect.poll(() => hash(page).get('flip.start')).toBe(null)
    expect(await row.isVisible()).toBe(true)
    await done(page)
  })
})

describe('another backend', () => {
  test('is used when asked for: its mark moves, and the columns ask again', async () => {
    const page = await answered()
    const before = await readout(page, 'lrp-robustness')
    await page.locator('.badge').click()
    await page.getByRole('button', { name: 'compute on CPU' }).click()
    await expect
      .poll(() => page.locator('.badge [data-backend]').getAttribute('data-backend'), patience)
      .toBe('cpu')
    await done(page)
    expect(await readout(page, 'lrp-robustness')).toBeCloseTo(before, 1)
    await page.getByRole('button', { name: 'compute on WASM' }).waitFor()
  })
})
