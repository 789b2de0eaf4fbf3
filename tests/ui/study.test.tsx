import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/lib/root.ts'
import { noFilter, passes, rowsOf } from '../../src/domain/studyRows.ts'
import { studyTests } from '../../src/domain/studyTests.ts'
import type { Change } from '../../src/store/changes.ts'
import { setScene } from '../../src/store/changes.ts'
import { noChoices } from '../../src/store/choices.ts'
import { createLab, currentScene, type Lab } from '../../src/store/lab.ts'
import { setStudy, setStudyList, showShipped, takeStudy } from '../../src/store/studyChanges.ts'
import { studyRequest } from '../../src/store/studyRequest.ts'
import { imageTable } from '../../src/ui/panels/study/imageTable.ts'
import { captionOf, lookOf } from '../../src/ui/panels/study/look.ts'
import { Study } from '../../src/ui/panels/study/Study.tsx'
import { StudyPanels } from '../../src/ui/panels/study/StudyPanels.tsx'
import { studyWarnings } from '../../src/ui/panels/study/warnings.ts'
import { LabProvider } from '../../src/ui/useLab.tsx'
import { fakeCatalogue, fakeEngine } from './fakeEngine.ts'

async function labWith(images: number, ...changes: readonly Change[]) {
  const lab = createLab(fakeEngine(), async () => null)
  await lab.offer.load()
  const draws = setStudyList('draws', [10, 100])
  lab.choices.setState(
    [setScene('view', 'study'), draws, ...changes].reduce(
      (choices, make) => make(choices, fakeCatalogue),
      noChoices,
    ),
    true,
  )
  const places = Array.from({ length: images }, (_, place) => place)
  if (images > 0) await lab.study.start(studyRequest(currentScene(lab)!, fakeCatalogue, places))
  return lab
}

/** A server renders the state a store began with; here it renders the one it has. */
function asItStands(lab: Lab): Lab {
  for (const { store } of [lab.offer, lab.study, lab.results, lab.resultList, lab.input, lab.checksums])
    Object.assign(store, { getInitialState: store.getState })
  Object.assign(lab.choices, { getInitialState: lab.choices.getState })
  return lab
}

function rendered(lab: Lab): string {
  return renderToStaticMarkup(
    <LabProvider lab={asItStands(lab)}>
      <Study scene={currentScene(lab)!} />
    </LabProvider>,
  )
}

async function page(images: number, ...changes: readonly Change[]) {
  return rendered(await labWith(images, ...changes))
}

describe('the Study view', () => {
  it('says what a study is before there is one', async () => {
    const markup = await page(0)
    expect(markup).toContain('A study makes one attack on many images')
    expect(markup).toContain('20 images × 6 networks, 9 explanations each')
  })

  it('draws every figure, with the facts below it and a way into a file', async () => {
    const markup = await page(20)
    for (const plot of ['scatter', 'densities', 'boxes', 'robustness-by-draws'])
      expect(markup).toContain(`data-plot="${plot}"`)
    expect(markup.match(/data-export-menu="study-/g)).toHaveLength(5)
    expect(markup).toContain('data-export-menu="study"')
    expect(markup).toContain('MNIST · n = 20 (balanced, seed 0) · FGSM, ε 0.2 pixel, L∞')
    expect(markup).not.toMatch(/NaN|undefined|Infinity/)
  })

  it.each([
    ['scatter', ['lrp-robustness', 'softmax-robustness', 'spearman']],
    ['differences', ['lrp-robustness', 'kernel-density']],
    ['boxes', ['lrp-robustness', 'box-plot']],
    ['draws', ['lrp-robustness', 'box-plot']],
    ['tests', ['lrp-robustness', 'softmax-robustness']],
  ])('has the formula of every number one click away: %s', async (figure, names) => {
    const section = (await page(4)).split('data-figure="').find((part) => part.startsWith(`${figure}"`))!
    expect([...section.matchAll(/data-statistic="([^"]+)"/g)].map(([, id]) => id)).toEqual(names)
    const formulas = section.match(/<math /g) ?? []
    expect(formulas.length).toBeGreaterThanOrEqual(names.length)
  })

  it('warns once of zero gradients and of unequal attacks, above all figures', async () => {
    const markup = await page(20)
    expect(markup).toMatch(
      /data-warning="study">every network: the gradient was exactly zero in every draw, and the image left as it was, on \d+/,
    )
    expect(markup).toMatch(
      /VI, 10 draws; VI, 100 draws: the attack changed pixels by \.0\d on average \(mean L∞\), \.1\d where it was strongest/,
    )
    expect(markup).not.toContain('only the random start')
    expect(markup.match(/the gradient was exactly zero in every draw/g)).toHaveLength(1)
    expect(markup.indexOf('data-warning="study"')).toBeLessThan(markup.indexOf('data-figure='))
  })

  it('asks the published question of Bayesian networks only, and the paired one of all but the first', async () => {
    const markup = await page(20)
    const values = (name: string) =>
      [
        ...markup.matchAll(
          new RegExp(`data-readout="study-${name}" data-model="([^"]+)" data-value="([^"]*)"`, 'g'),
        ),
      ]
        .filter(([, , value]) => value !== '')
        .map(([, model]) => model)
    expect(values('published')).toEqual([
      'mnist-fc512-vi-10',
      'mnist-fc512-vi-100',
      'mnist-fc512-hmc-10',
      'mnist-fc512-hmc-20',
    ])
    expect(values('wilcoxon')).toEqual(['mnist-fc512-adv-1', ...values('published')])
    expect(values('median')).toHaveLength(6)
  })

  it('says so when the filters leave nothing', async () => {
    const markup = await page(
      20,
      setStudy('class', 3),
      setStudy('gradient', 'zero'),
      setStudy('outcome', 'failed'),
    )
    expect(markup).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('says that there is no such committed result', async () => {
    const lab = await labWith(0, showShipped('gone'))
    await lab.results.start('gone', 'gone')
    const markup = rendered(lab)
    expect(markup).toContain('There is no committed result called gone.')
  })

  it('says which networks were trained anew since, and offers to ask them', async () => {
    const lab = await labWith(4)
    const markup = () => rendered(lab)
    expect(markup()).not.toContain('trained anew')
    await lab.checksums.start('mnist-fc512-hmc', 'mnist-fc512-hmc')
    expect(markup()).toContain(
      'Since this was computed, the HMC network (fc 512) was trained anew or further: the numbers are those of its earlier version.',
    )
    expect(markup()).toContain('run it again here')
    await lab.checksums.start('mnist-fc512-vi', 'mnist-fc512-vi')
    expect(markup()).toContain('the VI network (fc 512) and the HMC network (fc 512) were trained anew')
  })

  it('offers the choices of the study in view where others are made', async () => {
    const lab = await labWith(4)
    const markup = () => rendered(lab)
    const make = (change: Change) => lab.choices.setState(change(lab.choices.getState(), fakeCatalogue), true)
    expect(markup()).not.toContain('take this study’s choices')
    make(setScene('k', 35))
    expect(markup()).toContain('take this study’s choices')
    expect(markup()).toContain('run the new choices')
    make(takeStudy(lab.study.store.getState().result!.request))
    expect(currentScene(lab)!.k).toBe(20)
    expect(markup()).not.toContain('take this study’s choices')
    expect(markup()).toContain('run again')
  })

  it('offers every network of the data set', async () => {
    const lab = await labWith(0)
    const markup = renderToStaticMarkup(
      <LabProvider lab={asItStands(lab)}>
        <StudyPanels scene={currentScene(lab)!} />
      </LabProvider>,
    )
    for (const { id } of fakeCatalogue.models) expect(markup).toContain(`value="${id}"`)
    expect(markup).not.toContain('made on')
  })
})

describe('a study in numbers', () => {
  it('has one line an image, network and explanation', async () => {
    const { result } = (await labWith(20)).study.store.getState()
    const { columns, rows } = imageTable(result!, fakeCatalogue)
    expect(rows).toHaveLength(20 * 6 * 9)
    expect(rows.every((row) => row.length === columns.length)).toBe(true)
    expect(new Set(columns).size).toBe(columns.length)
    const records = rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])))
    const keys = records.map(({ model, draws, place, rule, layer }) =>
      [model, draws, place, rule, layer].join(),
    )
    expect(new Set(keys).size).toBe(rows.length)
    const { values } = result!.columns[2]!
    const { common, control, size } = values.readouts[4]!
    expect(records[2 * 20 * 9 + 3 * 9 + 4]).toMatchObject({
      ...{ dataset: 'mnist', attack: 'fgsm', protocol: 'defined', model: 'mnist-fc512-vi', draws: 10 },
      ...{ place: 3, image: 3, seed: 3, label: result!.labels[3]!, class: String(result!.labels[3]) },
      ...{ rule: 'gamma', layer: 2, layerName: 'hidden 2', tied: false },
      lrpRobustness: common[3]! / size,
      lrpRobustnessControl: control[3]! / size,
      softmaxRobustness: values.softmaxRobustness[3]!,
      zeroGradient: values.zeroDraws[3] === 1,
      objectiveBefore: null,
    })
  })

  it('has columns that docs/experiments.md tells of', async () => {
    const { result } = (await labWith(4)).study.store.getState()
    const text = readFileSync(join(root, 'docs/experiments.md'), 'utf8')
    const told = [...text.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(([, names]) =>
      [...names!.matchAll(/\w+/g)].map(([name]) => name),
    )
    expect(told).toEqual([...imageTable(result!, fakeCatalogue).columns])
  })

  it('keeps what passes the filter', async () => {
    const { result } = (await labWith(20)).study.store.getState()
    const rows = rowsOf(result!, 0, 0)
    const count = (change: Partial<typeof noFilter>) =>
      rows.filter((row) => passes({ ...noFilter, ...change }, row)).length
    expect(count({})).toBe(20)
    expect(count({ outcome: 'failed' }) + count({ outcome: 'succeeded' })).toBe(20)
    expect(count({ gradient: 'zero' }) + count({ gradient: 'nonzero' })).toBe(20)
    expect(count({ class: 7 })).toBe(2)
  })

  it('does not call an attack weak on a network of which no image passes the filter', async () => {
    const { result } = (await labWith(20)).study.store.getState()
    const [first, ...others] = result!.columns
    const predictionAfter = first!.values.predictionBefore
    const columns = [{ ...first!, values: { ...first!.values, predictionAfter } }, ...others]
    const filter = { ...noFilter, outcome: 'succeeded' } as const
    const shown = { notes: [], catalogue: fakeCatalogue, readout: null, hidden: [] }
    const look = lookOf({ ...shown, result: { ...result!, columns }, filter })
    expect(studyWarnings(look).join()).not.toContain('deterministic')
  })

  it('takes its warnings along into the file of a figure', async () => {
    const { result } = (await labWith(20)).study.store.getState()
    const choices = { notes: [], catalogue: fakeCatalogue, readout: null, hidden: [], filter: noFilter }
    const look = lookOf({ ...choices, result: result! })
    const warnings = studyWarnings(look)
    expect(warnings).not.toHaveLength(0)
    const { facts } = captionOf({ ...look, warnings }, 'Scatter')()
    expect(facts.filter(([name]) => name === 'warning').map(([, text]) => text)).toEqual(warnings)
  })

  it('is corrected over all rules and layers, whichever are looked at', async () => {
    const { result } = (await labWith(20)).study.store.getState()
    const asked = { result: result!, models: fakeCatalogue.models, filter: noFilter }
    const one = studyTests(asked, [4])
    const all = studyTests(
      asked,
      Array.from({ length: 9 }, (_, at) => at),
    )
    expect(one).toEqual(all.filter(({ readout }) => readout === 4))
    for (const { paired } of all) if (paired) expect(paired.holm).toBeGreaterThanOrEqual(paired.wilcoxon.p)
  })
})
