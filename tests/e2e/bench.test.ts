import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { chromium as executable } from '../../scripts/lib/chromium.ts'
import { root } from '../../scripts/lib/root.ts'
import { choose, field, hash, lab, maps, painted, readout, settled, type } from './harness.ts'

const served = lab()
const { open, forgive } = served

const det = 'mnist-fc512-det'
const shipped = JSON.parse(readFileSync(join(root, 'models/index.json'), 'utf8')).models as { id: string }[]
/** Until a request that is about to start has been answered. */
const patience = { timeout: 60_000 }

const family = ['det', 'adv', 'vi', 'hmc']
  .map((each) => `mnist-fc512-${each}`)
  .filter((id) => shipped.some((model) => model.id === id))

/** The page once every column has its answer. */
async function answered(options: Parameters<typeof open>[0] = {}): Promise<Page> {
  const page = await open(options)
  await done(page)
  return page
}

async function done(page: Page) {
  await painted(page)
  await expect.poll(() => lanes(page), { timeout: 120_000 }).not.toContain('running')
  await settled(page)
}

function lanes(page: Page): Promise<(string | null)[]> {
  return page
    .locator('[data-lane]')
    .evaluateAll((heads) => heads.map((head) => head.getAttribute('data-lane')))
}

describe('the bench', () => {
  test('opens on a digit, the networks of one family, an attack already made, and one sentence about it', async () => {
    const page = await answered()
    for (const model of family)
      for (const stage of ['clean', 'attacked', 'difference'] as const) {
        const map = maps(page, { model, stage })
        expect(await map.getAttribute('role')).toBe('img')
        expect(await map.getAttribute('data-state')).toBe('ready')
        expect(await map.getAttribute('aria-label')).toMatch(/R\(x.*most of it lies/is)
      }
    expect(await page.locator('.lead').innerText()).toMatch(/^The deterministic network (still|now) says \d/)
    expect(await readout(page, 'linf')).toBeCloseTo(0.05, 5)
    expect(await readout(page, 'lrp-robustness')).toBeGreaterThan(0)
    expect(await readout(page, 'lrp-robustness')).toBeLessThan(1)
    expect(await readout(page, 'loss-after')).toBeGreaterThan(await readout(page, 'loss-before'))
  })

  test('picks a picture by class, by number and at random, and writes it into the address', async () => {
    const page = await answered()
    await page.getByRole('button', { name: '3', exact: true }).click()
    await page.getByText(/^a 3, test image/).waitFor()
    await type(page, 'image', '1')
    await page.getByText('a 2, test image 1').waitFor()
    expect(hash(page).get('image')).toBe('1')
    await page.getByRole('button', { name: 'random', exact: true }).click()
    await expect.poll(() => hash(page).get('image')).not.toBe('1')
    await done(page)
  })

  test('changes the attack and its budget, and says when nothing was perturbed', async () => {
    const page = await answered()
    await type(page, 'budget', '0')
    await page.locator('[data-warning="image"]', { hasText: 'the budget is 0' }).first().waitFor()
    await expect.poll(() => readout(page, 'lrp-robustness')).toBe(1)
    await expect.poll(() => readout(page, 'linf')).toBe(0)
    await type(page, 'budget', '0.1')
    await choose(page, 'Attack', 'random pattern')
    await expect.poll(() => readout(page, 'linf'), patience).toBeCloseTo(0.1, 5)
    expect(hash(page).get('attack.budget')).toBe('0.1')
  })

  test('answers a value out of range below its field and keeps the scene', async () => {
    const page = await answered()
    const before = page.url()
    await type(page, 'budget', '7')
    const complaint = page.getByRole('alert').filter({ hasText: 'budget must be in [0, 1], got 7' })
    await complaint.waitFor()
    expect(page.url()).toBe(before)
    await field(page, 'budget').press('Escape')
    expect(await complaint.count()).toBe(0)
  })

  test('rings the same pixel in every map, and pins it', async () => {
    const page = await answered()
    await maps(page, { model: det, stage: 'clean' }).click({ position: { x: 50, y: 50 } })
    const rings = page.locator('.plot-map-ring')
    const all = await page.locator('.plot-map-frame').count()
    expect(await rings.count()).toBe(all)
    await page.locator('.brand').hover()
    expect(await rings.count()).toBe(all)
  })

  test('steps through the reasons on the real interface', async () => {
    const page = await answered()
    await page.getByRole('button', { name: 'show me why' }).click()
    const tour = page.getByRole('region', { name: 'Why the explanation changed' })
    for (let step = 0; step < 5; step += 1) await tour.getByRole('button', { name: 'next' }).click()
    expect(await page.locator('.plot-map-ring').count()).toBe(0)
    await tour.getByRole('button', { name: 'done' }).click()
    expect(await tour.count()).toBe(0)
  })

  test('adds and takes away columns', async () => {
    const page = await answered({ hash: `models=${det}` })
    expect(await page.locator('[data-column]').count()).toBe(1)
    const more = page.getByRole('button', { name: 'add a network' })
    if ((await more.count()) === 0) return // only one network is trained so far
    await more.click()
    await page.locator('[popover]:popover-open button').first().click()
    await expect.poll(() => page.locator('[data-column]').count()).toBe(2)
    await done(page)
    await page
      .locator('[data-column]')
      .nth(1)
      .getByRole('button', { name: /^remove/ })
      .click()
    expect(await page.locator('[data-column]').count()).toBe(1)
  })

  test('flips one convention, marks it and resets it', async () => {
    const page = await answered({ hash: `models=${det}` })
    await page.locator('.conventions > summary').click()
    await choose(page, 'start of LRP', '1')
    await expect.poll(() => hash(page).get('flip.start')).toBe('one')
    await page.locator('[data-convention="start"][data-flipped="true"]').waitFor()
    await expect.poll(() => readout(page, 'sum-clean'), patience).toBeLessThanOrEqual(1.5)
    await page.getByRole('button', { name: 'back to the protocol' }).click()
    await expect.poll(() => hash(page).get('flip.start')).toBe(null)
  })
})

describe('a scene', () => {
  test('comes back on reload, and step by step with the back button', async () => {
    const page = await answered({
      hash: `models=${det}&image=4&attack.budget=0.05&k=10&rule=gamma&layer=0&seed=7`,
    })
    const before = await readout(page, 'lrp-robustness')
    const address = page.url()
    await page.reload()
    await done(page)
    expect(page.url()).toBe(address)
    expect(await readout(page, 'lrp-robustness')).toBe(before)
    await type(page, 'k', '30')
    await expect.poll(() => hash(page).get('k')).toBe('30')
    await page.goBack()
    await expect.poll(() => field(page, 'k').inputValue()).toBe('10')
    await expect.poll(() => readout(page, 'lrp-robustness'), patience).toBe(before)
  })

  test('survives nonsense in the address: a sentence for each bad value, the rest kept', async () => {
    const page = await answered({ hash: `models=${det}&k=500&attack=gama&image=3&colour=blue&drawn=!!` })
    const notices = page.getByRole('list', { name: 'Messages' })
    await notices.getByText('link: k must be in [1, 100], got 500').waitFor()
    await notices.getByText(/link: attack must be one of fgsm.*got gama/).waitFor()
    expect(await page.locator('[data-column]').count()).toBe(1)
    while ((await notices.getByRole('button').count()) > 0) await notices.getByRole('button').first().click()
    await done(page)
  })
})

describe('a drawing', () => {
  test('with the mouse is read, answered, and carried in the address', async () => {
    const page = await answered({ hash: `models=${det}` })
    await page.getByText('draw', { exact: true }).click()
    await page.locator('[data-note="nothing-drawn"]').waitFor()
    await drawSeven(page)
    await expect.poll(() => hash(page).get('drawn')).toBeTruthy()
    await done(page)
    expect(await readout(page, 'prediction-before')).toBeGreaterThanOrEqual(0)
    const before = await readout(page, 'lrp-robustness')
    await page.reload()
    await done(page)
    expect(await readout(page, 'lrp-robustness')).toBe(before)
    expect(await page.locator('.current-picture').innerText()).toMatch(/^drawn/)
  })

  test('taken back to nothing says so and leaves the last one with the networks', async () => {
    const page = await answered({ hash: `models=${det}` })
    await page.getByText('draw', { exact: true }).click()
    await drawSeven(page)
    await expect.poll(() => hash(page).get('drawn')).toBeTruthy()
    const drawn = hash(page).get('drawn')
    await page.getByRole('button', { name: 'clear' }).click()
    await page.getByText('The pad is empty; the networks still see the last drawing.').waitFor()
    expect(hash(page).get('drawn')).toBe(drawn)
    await done(page)
  })
})

async function drawSeven(page: Page) {
  const pad = page.locator('.draw-field')
  await pad.scrollIntoViewIfNeeded()
  const box = (await pad.boundingBox())!
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const
  await page.mouse.move(...at(0.25, 0.25))
  await page.mouse.down()
  await page.mouse.move(...at(0.75, 0.25), { steps: 8 })
  await page.mouse.move(...at(0.45, 0.8), { steps: 8 })
  await page.mouse.up()
}

describe('an upload', () => {
  const upload = async (page: Page, name: string, mimeType: string, buffer: Buffer) => {
    await page.getByText('upload', { exact: true }).click()
    await page.locator('input[type="file"]').setInputFiles({ name, mimeType, buffer })
  }

  test('that is not an image gets its sentence, and the page goes on', async () => {
    const page = await answered({ hash: `models=${det}` })
    const before = page.url()
    await upload(page, 'notes.txt', 'text/plain', Buffer.from('seven'))
    await page.getByRole('alert').filter({ hasText: 'notes.txt is not an image' }).waitFor()
    await upload(page, 'half.png', 'image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47]))
    await page.getByRole('alert').filter({ hasText: 'half.png cannot be read' }).waitFor()
    expect(page.url()).toBe(before)
  })

  test('of a picture is prepared as a digit and answered', async () => {
    const page = await answered({ hash: `models=${det}` })
    const shot = await page.locator('.current-frame [data-plot="picture"]').screenshot()
    await upload(page, 'seven.png', 'image/png', shot)
    await expect.poll(() => hash(page).get('uploaded')).toBeTruthy()
    await expect.poll(() => readout(page, 'label'), patience).toBe(7)
    await expect.poll(() => readout(page, 'prediction-before'), patience).toBe(7)
  })
})

describe('when something breaks', () => {
  test('a truncated weight file is named in its column, and asking again helps', async () => {
    const page = await open({ hash: `models=${family.slice(0, 2).join(',')}` })
    const files = `**/models/${det}/*.safetensors`
    await page.context().route(files, async (route) => {
      const whole = await (await route.fetch()).body()
      await route.fulfill({ body: whole.subarray(0, 1000), contentType: 'application/octet-stream' })
    })
    await page.reload()
    const alert = page.getByRole('cell').getByRole('alert')
    await alert.waitFor()
    expect(await alert.innerText()).toMatch(/mnist-fc512-det|safetensors/)
    for (const other of family.slice(1, 2)) await painted(page, { model: other, stage: 'clean' })
    await page.context().unroute(files)
    await alert.getByRole('button', { name: 'try again' }).click()
    await painted(page, { model: det, stage: 'clean' })
  })

  test('a missing list of models is said where the columns would be, and asking again helps', async () => {
    const page = await open()
    await page.context().route('**/models/index.json', (route) => route.fulfill({ status: 404, body: '' }))
    await page.reload()
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.innerText()).toContain('index.json')
    await page.context().unroute('**/models/index.json')
    await page.getByRole('button', { name: 'try again' }).click()
    await done(page)
  })

  test('a worker that dies fails its column with a sentence; the next request has a new worker', async () => {
    const page = await answered({ hash: `models=${det}` })
    for (const worker of page.workers())
      await worker
        .evaluate(() => {
          setTimeout(() => {
            throw new Error('planted')
          })
        })
        .catch(() => {}) // gone with the one that died before it
    await page.waitForTimeout(500)
    forgive()
    await type(page, 'k', '25')
    const column = page.locator(`[data-column="${det}"]`)
    await expect.poll(() => column.getAttribute('data-lane')).toMatch(/failed|done/)
    if ((await column.getAttribute('data-lane')) === 'failed') {
      const alert = page.getByRole('cell').getByRole('alert')
      expect(await alert.innerText()).toMatch(/worker/)
      await alert.getByRole('button', { name: 'try again' }).click()
    }
    await done(page)
    expect(await page.locator('.row-note', { hasText: 'chance .25' }).count()).toBe(1)
  })

  test('a browser without WebGL answers all the same', async () => {
    const browser = await chromium.launch({
      executablePath: executable(),
      args: ['--no-sandbox', '--disable-3d-apis', '--disable-gpu'],
    })
    try {
      const page = await browser.newPage()
      await page.goto(`${served.url}#models=${det}`)
      await painted(page, { model: det, stage: 'clean' })
      expect(await page.locator('[data-backend]').getAttribute('data-backend')).toBe('wasm')
    } finally {
      await browser.close()
    }
  })
})

describe('with the keyboard alone', () => {
  test('everything on the way from picture to explanation can be reached and changed', async () => {
    const page = await answered({ hash: `models=${det}` })
    await page.keyboard.press('Tab')
    expect(await focused(page)).toContain('Skip to the results')

    await tabTo(page, page.getByRole('button', { name: 'next', exact: true }))
    await page.keyboard.press('Enter')
    await expect.poll(() => hash(page).get('image')).toBe('1')

    await tabTo(page, page.locator('[data-control="Attack"]'))
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => hash(page).get('attack')).not.toBe(null)

    await tabTo(page, page.locator('[data-control="budget"] input[type="range"]'))
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => hash(page).get('attack.budget')).toBe('0.21')

    await tabTo(page, maps(page, { model: det, stage: 'clean' }))
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.locator('.plot-map-ring[data-pinned="true"]').first().waitFor()
    await done(page)
  })

  test('a digit can be drawn', async () => {
    const page = await answered({ hash: `models=${det}` })
    await tabTo(page, page.getByRole('radio', { name: 'test set' }))
    await page.keyboard.press('ArrowRight')
    await tabTo(page, page.locator('.draw-field'))
    for (let step = 0; step < 12; step += 1) await page.keyboard.press('Shift+ArrowDown')
    await expect.poll(() => hash(page).get('drawn')).toBeTruthy()
    await expect.poll(() => readout(page, 'prediction-before'), patience).toBe(1)
  })
})

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '')
}

/** Presses Tab until `target` has the focus. */
async function tabTo(page: Page, target: Locator) {
  for (let press = 0; press < 150; press += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`150 presses of Tab do not reach ${target}`)
}

describe('at 390 pixels', () => {
  test('columns swipe one at a time under pinned row names, and the choices rise from below', async () => {
    const page = await answered({ width: 390, height: 844, touch: true, hash: 'image=4' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    const scroller = page.locator('.bench-scroll')
    const name = page.getByRole('rowheader', { name: /explanation before/ })
    const left = (await name.boundingBox())!.x
    await scroller.evaluate((element) => element.scrollTo({ left: 200 }))
    await page.waitForTimeout(600)
    expect((await name.boundingBox())!.x).toBe(left)
    const heads = await page
      .locator('[data-column]')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect()))
    if (heads.length > 1) expect(heads.some((box) => Math.abs(box.x - 104) < 2)).toBe(true)

    await page.locator('.sheet-handle').click()
    const sheet = page.getByRole('complementary', { name: 'Choices' })
    await sheet.waitFor()
    await type(page, 'budget', '0.05')
    await page.locator('.sheet-handle').click()
    await expect.poll(() => sheet.count()).toBe(0)
    await expect.poll(() => readout(page, 'linf'), patience).toBeCloseTo(0.05, 5)
  })
})

describe('the layers', () => {
  test('show every rule at every layer, before and after, with robustness', async () => {
    const page = await answered({ hash: `view=layers&model=${det}` })
    const table = page.getByRole('table')
    const rules = await table.getByRole('rowheader').count()
    const layers = await table.getByRole('columnheader').count()
    expect(rules).toBeGreaterThanOrEqual(3)
    expect(layers).toBe(3)
    expect(await maps(page, { model: det, stage: 'clean' }).count()).toBe(rules * layers)
    expect(await maps(page, { model: det, stage: 'attacked' }).count()).toBe(rules * layers)
    expect(await page.locator('[data-readout="lrp-robustness"]').count()).toBe(rules * layers)
    expect(await readout(page, 'lrp-robustness')).toBeLessThanOrEqual(1)
    const controls = page.locator('[data-readout="control-lrp-robustness"]')
    expect(await controls.count()).toBe(rules * layers)
    // the rail's rule and layer are the framed ones
    const framed = page.locator('.layer-cell[aria-current="true"]')
    expect(await framed.getAttribute('data-rule')).toBe('epsilon')
    expect(await framed.getAttribute('data-layer')).toBe('2')
  })
})
