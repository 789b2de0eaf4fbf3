import { describe, expect, it } from 'vitest'
import type { Catalogue, Family } from '../../../src/domain/catalogue.ts'
import type { ImageValues, StudyResult } from '../../../src/domain/study.ts'
import { parseStudyFile, writeStudyFile } from '../../../src/domain/studyFile.ts'
import { studyWarnings } from '../../../src/ui/panels/figures/studyAudit.ts'
import { madeUpStudy } from './madeUpResults.ts'

const study = madeUpStudy('mnist-fc512-fgsm-released')
const models = study.request.subjects.map(({ model }) => ({
  id: model,
  family: model.split('-')[2] as Family,
}))
const catalogue = { models } as unknown as Catalogue
const even: Partial<ImageValues> = { linf: Array(12).fill(0.2), zeroDraws: Array(12).fill(0) }

/** What is said of the study when the columns of the Bayesian network have other values. */
async function said(change: (draws: number) => Partial<ImageValues>): Promise<readonly string[]> {
  const changed: StudyResult = {
    ...study,
    columns: study.columns.map((column) => {
      const own = column!.subject.draws > 1 ? change(column!.subject.draws) : {}
      const readouts = column!.values.readouts.map((each) => ({ ...each, ties: Array(12).fill(0) }))
      return { ...column!, values: { ...column!.values, ...even, readouts, ...own } }
    }),
  }
  const text = await writeStudyFile(changed, { id: 'made-up', label: 'Made up' })
  return studyWarnings(parseStudyFile(text, 'made-up'), catalogue)
}

const blindOn = (count: number) => Array.from({ length: 12 }, (_, i) => (i < count ? 1 : 0))

describe('what is said of a study’s attack', () => {
  it('is nothing where it was even-handed', async () => {
    expect(await said(() => ({}))).toEqual([])
  })

  it('tells draws and images without a gradient, for every number of draws', async () => {
    const sentences = await said((draws) => ({
      zeroDraws: blindOn(draws === 10 ? 6 : 3),
      linf: blindOn(draws === 10 ? 6 : 3).map((blind) => (blind ? 0 : 0.2)),
    }))
    expect(sentences[0]).toBe(
      'HMC, 100 draws: the gradient was exactly zero in 25\u00a0% of the draws, in all of them on 50\u00a0% (10 draws), 25\u00a0% (50 draws), 25\u00a0% (100 draws) of the images: there nothing was perturbed and nothing could change.',
    )
    expect(sentences[1]).toContain('not the same strength')
    expect(sentences).toHaveLength(2)
  })

  it('does not say that nothing was perturbed where a random start was', async () => {
    const [sentence] = await said(() => ({ zeroDraws: blindOn(6) }))
    expect(sentence).toContain('there only the random start of the attack could change anything')
  })

  it('tells of draws without a gradient even where no image is without one', async () => {
    expect(await said(() => ({ zeroDraws: Array(12).fill(0.5) }))).toEqual([
      'HMC, 100 draws: the gradient was exactly zero in 50\u00a0% of the draws.',
    ])
  })

  it('names the rules whose sets ties decide', async () => {
    const readouts = study.request.readouts.map(({ rule }) => ({
      ...{ size: 156, common: Array(12).fill(80), control: Array(12).fill(80) },
      ties: rule.id === 'gamma' ? blindOn(9) : blindOn(1),
    }))
    expect((await said(() => ({ readouts })))[0]).toContain('on up to 75\u00a0% (gamma) of the images')
  })
})
