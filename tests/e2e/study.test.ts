import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/lib/root.ts'
import { parseResultIndex } from '../../src/domain/resultIndex.ts'
import { parseStudyFile } from '../../src/domain/studyFile.ts'
import { lab, painted, readout } from './harness.ts'

const { open } = lab()

const det = 'mnist-fc512-det'
const vi = 'mnist-fc512-vi'
const small = `view=study&models=${det},${vi}&study.draws=5&study.rules=epsilon,gamma&study.layers=0,2`
const { results } = parseResultIndex(
  JSON.parse(readFileSync(join(root, 'public/results/index.json'), 'utf8')),
)
const patience = { timeout: 240_000 }

const status = (page: Page) => page.locator('[data-run]').getAttribute('data-run')

async function run(page: Page) {
  await page.getByRole('button', { name: 'run', exact: true }).click()
  await page.locator('[data-figure="scatter"] [data-series]').first().waitFor(patience)
}

async function finished(page: Page) {
  await expect.poll(() => status(page), patience).toBe('done')
  await expect.poll(() => page.locator('[data-warning]', { hasText: 'so far' }).count(), patience).toBe(0)
}

/** The bytes of what a menu of exports writes. */
async function exported(page: Page, menu: string, kind: string): Promise<Buffer> {
  await page.locator(`[data-export-menu="${menu}"]`).getByRole('button').first().click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(`[data-export-menu="${menu}"] [data-export-kind="${kind}"]`).click(),
  ])
  return readFileSync(await file.path())
}

describe('a study in the page', () => {
  test('runs 20 images, is exported, imported, and one of them has the same number in the Bench', async () => {
    const page = await open({ hash: small })
    await run(page)
    await finished(page)
    expect(await readout(page, 'study-images')).toBe(20)
    const json = await exported(page, 'study', 'json')
    const file = parseStudyFile(json.toString(), 'study.json')
    expect(file.complete).toBe(true)
    expect(file.columns.map((column) => column?.done)).toEqual([20, 20])

    const csv = (await exported(page, 'study', 'csv')).toString()
    expect(csv.split('\r\n').filter((line) => line && !line.startsWith('#'))).toHaveLength(1 + 2 * 20 * 4)
    const svg = (await exported(page, 'study-scatter', 'svg')).toString()
    expect(svg).toContain('<metadata>')
    expect(svg).toContain('20 balanced test images of MNIST')
    expect(svg).not.toContain('var(--')
    const png = await exported(page, 'study-scatter', 'png')
    expect([...png.subarray(1, 4)]).toEqual([...Buffer.from('PNG')])

    await page.reload()
    await page.getByRole('button', { name: 'run again' }).waitFor()
    expect(await readout(page, 'study-images')).toBe(20) // a reload does not lose it
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: json })
    await page.getByText('from mine.json').waitFor()
    await finished(page)
    expect(parseStudyFile((await exported(page, 'study', 'json')).toString(), 'study.json').columns).toEqual(
      file.columns,
    )

    await page.locator('[data-parameter="lrp-to"]').fill('0.999')
    await page.keyboard.press('Enter')
    const image = page.locator(`.study-image[data-column="${vi}-5"]`).first()
    await image.waitFor()
    const lrp = Number(await image.getAttribute('data-lrp'))
    await image.click()
    await painted(page, { model: vi, stage: 'attacked' })
    const there = page.locator(`[data-readout="lrp-robustness"][data-model="${vi}"]`)
    await expect.poll(() => there.getAttribute('data-value').then(Number), patience).toBeCloseTo(lrp, 12)
    expect(new URL(page.url()).hash).toContain('study.draws=5')
  })

  test('survives a change of view, is cancelled, kept and continued', async () => {
    const page = await open({ hash: `${small}&study.count=500` })
    await run(page)
    await page.getByRole('button', { name: 'Bench', exact: true }).click()
    await painted(page, { model: det, stage: 'clean' })
    await page.getByRole('button', { name: 'Study', exact: true }).click()
    expect(await status(page)).toBe('running')
    await page.getByRole('button', { name: 'cancel' }).click()
    await expect.poll(() => status(page)).toBe('stopped')
    const note = await page.locator('.study-run').innerText()
    const done = Number(note.match(/Stopped at (\d+) of 1000/)?.[1])
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(1000)
    await page.getByRole('button', { name: 'continue' }).click()
    await expect.poll(() => status(page)).toBe('running')
    await page.getByRole('button', { name: 'cancel' }).click()
  })

  test('is refused with the sentence that is said everywhere', async () => {
    const page = await open({ hash: `${small}&study.count=25` })
    await page.getByRole('button', { name: 'run', exact: true }).click()
    await page.getByText('mnist: count of balanced images must be a multiple of 10, got 25').waitFor()
    expect(await status(page)).toBe('none')
    await page.locator('input[type="file"]').setInputFiles({
      name: 'cake.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"kind": "cake"}'),
    })
    await page.getByRole('alert').filter({ hasText: 'cake.json' }).waitFor()
  })

  test('picks images out with a rectangle', async () => {
    const page = await open({ hash: small })
    await run(page)
    await finished(page)
    const plot = page.locator('[data-plot="scatter"] svg.plot')
    await plot.scrollIntoViewIfNeeded()
    const box = (await plot.boundingBox())!
    await page.mouse.move(box.x + 2, box.y + 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width - 2, box.y + box.height - 2, { steps: 4 })
    await page.mouse.up()
    await page.getByText('40 marks').waitFor()
    await page.getByRole('button', { name: 'let go' }).click()
    expect(await page.locator('.study-image').count()).toBe(0)
  })

  test('offers the committed results before one has been run', async () => {
    const page = await open({ hash: 'view=study', width: 390, height: 844 })
    const studies = results.filter(({ kind }) => kind === 'study')
    const offered = page.locator('.study-committed button')
    await offered.first().waitFor()
    expect(await offered.count()).toBe(studies.length)
    expect(await page.evaluate(() => document.querySelector('.study')!.scrollWidth)).toBeLessThanOrEqual(390)
    await offered.first().click()
    await page.locator(`[data-study="${studies[0]!.id}"] [data-plot="scatter"]`).waitFor()
    expect(await offered.count()).toBe(0)
  })

  test('takes the choices of a committed result, which stays in view, so that one of them can be changed', async () => {
    const page = await open({ hash: 'view=study&study.shipped=mnist-fc512-fgsm-released' })
    const take = page.getByRole('button', { name: 'take this study’s choices' })
    await take.click()
    await page.getByRole('button', { name: 'run again' }).waitFor()
    expect(await take.count()).toBe(0)
    const size = page.getByText('500 images × 5 networks, 9 explanations each')
    await size.waitFor()
    expect(await page.locator('[data-study="mnist-fc512-fgsm-released"] [data-plot="scatter"]').count()).toBe(
      1,
    )
    expect(page.url()).toContain('protocol=released')
    await page.getByRole('group', { name: 'draws' }).getByLabel('10', { exact: true }).uncheck()
    await page.getByText('500 images × 4 networks, 9 explanations each').waitFor()
    await take.waitFor()
  })

  test('has room on a phone', async () => {
    const page = await open({ hash: small, width: 390, height: 844, touch: true, scheme: 'dark' })
    await run(page)
    await finished(page)
    expect(await page.evaluate(() => document.querySelector('.study')!.scrollWidth)).toBeLessThanOrEqual(390)
  })
})

describe('the other views', () => {
  test.each([
    ['', 'bench'],
    [`view=layers&model=${det}`, 'layers'],
    [`view=models&model=${det}`, det],
  ])('are exported too (%s)', async (hash, menu) => {
    const page = await open({ hash: hash || `models=${det}` })
    if (menu !== det) await painted(page, { model: det, stage: 'attacked' })
    const svg = (await exported(page, menu, 'svg')).toString()
    expect(svg).toMatch(/^<\?xml/)
    expect(svg).toContain('<metadata>')
    if (menu !== det) expect(svg).toContain('data:image/png;base64,')
    expect((await exported(page, menu, 'csv')).toString()).toMatch(/^# /)
    JSON.parse((await exported(page, menu, 'json')).toString())
  })
})
