import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { parsePictureFile } from '../../../src/domain/pictureFile.ts'
import { parseStudyFile } from '../../../src/domain/studyFile.ts'
import { Miniature } from '../../../src/plots/Miniature.tsx'
import { createLab } from '../../../src/store/lab.ts'
import { miniatureOfPicture, miniatureOfStudy } from '../../../src/ui/panels/figures/miniatureOf.ts'
import { Preview } from '../../../src/ui/panels/figures/Preview.tsx'
import { figures } from '../../../src/ui/panels/figures/registry.ts'
import { samplesAt } from '../../../src/ui/panels/figures/samples.ts'
import { LabProvider } from '../../../src/ui/useLab.tsx'
import { fakeCatalogue, fakeEngine } from '../fakeEngine.ts'
import { madeUpResults } from './madeUpResults.ts'

const [study, heatmaps] = ['mnist-fc512-fgsm-defined', 'mnist-fc512-fgsm-defined-heatmaps']
const files = await madeUpResults([study, heatmaps])
const file = parseStudyFile(files[`${study}.json`]!, study)
const { models } = fakeCatalogue
const figure = (id: string) => figures.find((each) => each.id === id)!

describe('a figure as small as a word', () => {
  it.each([
    ['3', 'boxes', 3 * 2],
    ['8', 'densities', 2],
    ['16', 'scatter', 3],
  ])('Figure %s is drawn from the numbers of its result: %s', (id, kind, samples) => {
    const miniature = miniatureOfStudy(figure(id), file, models)!
    expect(miniature.kind).toBe(kind)
    expect('samples' in miniature && miniature.samples).toHaveLength(samples)
    const markup = renderToStaticMarkup(<Miniature of={miniature} />)
    expect(markup).toContain(`data-miniature="${kind}"`)
    expect(markup).not.toMatch(/NaN|undefined/)
  })

  it('shows the last layer, with the most draws', () => {
    const miniature = miniatureOfStudy(figure('8'), file, models)!
    const drawn =
      'samples' in miniature ? miniature.samples.map((sample) => 'values' in sample && sample.values) : []
    const there = samplesAt(file, models, { rule: 'epsilon', layer: 2 }, 'difference').filter(
      ({ most }) => most,
    )
    expect(drawn).toEqual(there.map(({ values }) => values))
  })

  it('is one of its heatmaps where it shows heatmaps', () => {
    const picture = parsePictureFile(files[`${heatmaps}.json`]!, heatmaps)
    const miniature = miniatureOfPicture(picture)
    expect(miniature).toMatchObject({ kind: 'map', width: 28 })
    expect('scale' in miniature && [...miniature.values]).toEqual([
      ...picture.trials[0]!.attacked.heatmap.mean,
    ])
  })
})

describe('without a result at hand', () => {
  const lab = createLab(fakeEngine(), async () => null)
  const signs = figures.map((each) => ({
    kind: each.body.kind,
    markup: renderToStaticMarkup(
      <LabProvider lab={lab}>
        <Preview figure={each} />
      </LabProvider>,
    ),
  }))

  it('a figure is the sign of its kind, the same for all of it, and no data', () => {
    for (const { kind, markup } of signs) {
      expect(markup).toContain(`data-sketch="${kind}"`)
      expect(markup).not.toContain('data-miniature')
      expect(markup).toBe(signs.find((sign) => sign.kind === kind)!.markup)
    }
  })
})
