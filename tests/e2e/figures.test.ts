import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/lib/root.ts'
import { parseModelCard } from '../../src/domain/modelCard.ts'
import { parsePictureFile } from '../../src/domain/pictureFile.ts'
import { boxPlot } from '../../src/domain/statistics/boxPlot.ts'
import { resultsOf } from '../../src/ui/panels/figures/figure.ts'
import { topKSets } from '../../src/ui/panels/figures/pictureMaps.ts'
import { figures } from '../../src/ui/panels/figures/registry.ts'
import { samplesAt } from '../../src/ui/panels/figures/samples.ts'
import { fakeCatalogue } from '../ui/fakeEngine.ts'
import { madeUpResults, madeUpStudy } from '../ui/figures/madeUpResults.ts'
import { hash, lab, painted, readout } from './harness.ts'

const { open } = lab()

/** One figure, with these results on the server and no others. */
async function looking(
  figure: string,
  ids: readonly string[],
  options: Parameters<typeof open>[0] = {},
): Promise<Page> {
  const files = await madeUpResults(ids)
  const page = await open(options)
  await page.context().route('**/results/*.json', (route) => {
    const body = files[route.request().url().split('/').at(-1)!]
    return body === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ body })
  })
  await page.goto(`${page.url().replace(/#.*/, '')}#view=figures&figure=${figure}`)
  await page.reload()
  await page.locator('[data-figure]').waitFor()
  return page
}

const hmc = ['mnist-fc512-fgsm-defined', 'mnist-fc512-fgsm-released']
const heatmaps = ['mnist-fc512-fgsm-defined-heatmaps', 'mnist-fc512-fgsm-released-heatmaps']

describe('the Figures view', () => {
  test('lists every figure and table, and turns to the one that is chosen', async () => {
    const page = await looking('1', [])
    const items = page.locator('.figures-item')
    expect(
      await items.evaluateAll((all) => all.map((item) => item.getAttribute('data-figure-item'))),
    ).toEqual(figures.map(({ id }) => id))
    await page.locator('[data-figure-item="table-5"]').click()
    await page.locator('[data-figure="table-5"]').waitFor()
    expect(hash(page).get('figure')).toBe('table-5')
    await page.reload()
    await page.locator('[data-figure="table-5"]').waitFor()
  })

  test('names the command where there is no result, and draws nothing', async () => {
    const page = await looking('12', [])
    await page.locator('[data-found="missing"]').first().waitFor()
    expect(await page.locator('[data-side="defined"]').first().innerText()).toContain(
      'npm run experiment -- mnist-fc512-fgsm-defined',
    )
    expect(await page.locator('[data-figure] [data-plot]').count()).toBe(0)
  })

  test('answers a figure that is not there with a sentence, and shows the first', async () => {
    const page = await looking('99', [])
    expect(await page.getByRole('alert').innerText()).toMatch(/^unknown figure 99; expected 1, 2, /)
    expect(await page.locator('[data-figure="1"]').count()).toBe(1)
  })

  test('draws both readings from their results, the published values beside them', async () => {
    const page = await looking('3', hmc)
    const panel = page.locator('[data-panel="mnist-fc512-fgsm"]')
    await panel.locator('[data-plot="boxes"]').nth(1).waitFor()
    expect(await panel.locator('[data-box]').count()).toBe(2 * 3 * 2) // readings, rules, networks
    expect(await panel.locator('svg[aria-label] .plot-reported-range').count()).toBe(2 * 3 * 2)
    const models = fakeCatalogue.models
    const [adv] = samplesAt(madeUpStudy(hmc[0]!), models, { rule: 'gamma', layer: 2 }, 'difference')
    expect(await readout(panel, 'median-adv-gamma-2')).toBeCloseTo(boxPlot.compute(adv!.values).median, 9)
    expect(await panel.locator('[data-table="numbers"]').innerText()).toContain('+.28')
    for (const statistic of ['lrp-robustness', 'box-plot', 'mann-whitney', 'median-difference']) {
      const name = panel.locator(`[data-statistic="${statistic}"]`).first()
      await name.getByRole('button').click()
      await name.locator('math').first().waitFor()
      await page.keyboard.press('Escape')
    }
  })

  test('lists what is at hand as small figures, and everything else as signs', async () => {
    const page = await looking('3', [...hmc, ...heatmaps])
    await page.locator('[data-figure-item="3"] [data-miniature="boxes"]').waitFor()
    await page.locator('[data-figure-item="6"] canvas[data-miniature="map"]').waitFor()
    expect(await page.locator('[data-figure-item="13"] [data-sketch="boxes"]').count()).toBe(1)
    expect(await page.locator('[data-figure-item="13"] [data-miniature]').count()).toBe(0)
  })

  test('says that a network was trained anew since, and asks for the study again', async () => {
    const page = await looking('3', hmc)
    const side = page.locator('[data-panel="mnist-fc512-fgsm"] [data-side="defined"]')
    await side.locator('.warning', { hasText: 'were trained anew or further' }).waitFor() // the made-up checksums are nobody's
    expect(await side.innerText()).toContain(`npm run experiment -- ${hmc[0]}`)
    await side.getByRole('button', { name: 'run it again here' }).click()
    await expect.poll(() => hash(page).get('view')).toBe('study')
    expect(hash(page).get('study.draws')).toBe('10,50,100')
    await page.getByRole('button', { name: 'cancel' }).click()
  })

  test('keeps in the link how it is drawn', async () => {
    const page = await looking('12', hmc)
    await page.getByLabel('what is drawn').selectOption('robustness')
    await expect.poll(() => hash(page).get('figure.quantity')).toBe('robustness')
    await page.reload()
    await page
      .getByRole('img', { name: /deterministic: median/ })
      .first()
      .waitFor()
  })

  test('opens a result in the Study and its middle image in the Bench', async () => {
    const page = await looking('3', hmc)
    await page.getByRole('button', { name: 'open in Study, as released' }).click()
    await expect.poll(() => hash(page).get('view')).toBe('study')
    expect(page.url()).toContain(hmc[1]!)
    await page.goBack()
    await page.getByRole('button', { name: 'open in Bench, as released' }).click()
    await expect.poll(() => hash(page).get('view')).not.toBe('figures')
    expect(hash(page).get('protocol')).toBe('released')
    expect(hash(page).get('models')).toContain('mnist-fc512-hmc-released')
  })
})

describe('a heatmap figure', () => {
  test('shows the pixels and the colors that were published, and others by the link', async () => {
    const page = await looking('6', heatmaps)
    await painted(page, { model: 'mnist-fc512-det', stage: 'attacked' })
    expect(await page.locator('[data-plot="heatmap"]').count()).toBe(8)
    await page.getByLabel('colors').selectOption('minmax')
    await expect.poll(() => hash(page).get('figure.scale')).toBe('minmax')
    expect(await page.locator('[data-side="defined"]').innerText()).toContain(
      'zero relevance is not white here',
    )
  })

  test('puts the layers beside each other', async () => {
    const page = await looking('1', ['mnist-conv512-fgsm-defined-layers'])
    await painted(page, { model: 'mnist-conv512-det', stage: 'clean' })
    expect(await page.locator('[data-plot="heatmap"]').count()).toBe(6)
    expect(await page.locator('[data-found="missing"]').count()).toBe(1)
  })
})

describe('the count of LRP robustness', () => {
  test('follows k by keyboard, and is the one of the metric', async () => {
    const page = await looking('5', heatmaps)
    await painted(page, { stage: 'overlap' as 'clean', plot: 'overlap' })
    const files = await madeUpResults(heatmaps)
    const [trial] = parsePictureFile(files[`${heatmaps[0]}.json`]!, 'made up').trials
    const expected = (k: number) => {
      const { before, common, random } = topKSets(trial!, k, 'absolute')
      return { attack: common / before.size, random: random / before.size }
    }
    expect(await readout(page, 'overlap')).toBeCloseTo(expected(20).attack, 9)
    await page.getByRole('slider').focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => hash(page).get('figure.k')).toBe('21')
    expect(await readout(page, 'overlap')).toBeCloseTo(expected(21).attack, 9)
    expect(await readout(page, 'overlap-random')).toBeCloseTo(expected(21).random, 9)
  })
})

describe('the tables', () => {
  test('count the parameters of the paper’s networks', async () => {
    const page = await looking('table-1', [])
    expect(await readout(page, 'parameters-512')).toBe(456_618)
    expect(await readout(page, 'parameters-1024')).toBe(912_810)
  })

  test('put what the cards say beside what was published', async () => {
    const page = await looking('table-4', [])
    const id = 'mnist-fc512-hmc'
    const text = readFileSync(join(root, 'models', id, 'card.json'), 'utf8')
    const { hyperparameters } = parseModelCard(JSON.parse(text), id)
    const row = page.getByRole('row', { name: /^warm-up transitions/ })
    await expect.poll(() => row.innerText()).toContain(`100\t${hyperparameters.warmUp}`)
  })

  test('count the stars of the results that are there', async () => {
    const page = await looking('table-5', hmc)
    const counts = page.locator('[data-readout^="defined "]')
    await expect
      .poll(async () => {
        const values = await counts.evaluateAll((all) =>
          all.map((cell) => Number(cell.getAttribute('data-value'))),
        )
        return values.reduce((sum, value) => sum + value, 0)
      })
      .toBe(9) // three rules at three layers
  })
})

describe('on a phone', () => {
  test.each(['1', '2', '3', '4', '5', 'table-1', 'table-3', 'table-5'])('figure %s has room', async (id) => {
    const figure = figures.find((each) => each.id === id)!
    const results = resultsOf(figure).flatMap(({ defined, released }) => [defined, released])
    const page = await looking(id, results, { width: 390, height: 800, touch: true, scheme: 'dark' })
    if (results.length > 0) await page.locator('[data-found="there"]').first().waitFor()
    expect(await page.evaluate(() => document.querySelector('.figures')!.scrollWidth)).toBeLessThanOrEqual(
      390,
    )
  })

  test('unfolds the list', async () => {
    const page = await looking('1', [], { width: 390, height: 800, touch: true })
    const item = page.locator('[data-figure-item="3"]')
    expect(await item.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'another figure' }).click()
    await item.click()
    await page.locator('[data-figure="3"]').waitFor()
    expect(await item.isVisible()).toBe(false)
  })
})
