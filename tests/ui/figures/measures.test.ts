import { describe, expect, it } from 'vitest'
import type { StudyResult } from '../../../src/domain/study.ts'
import type { Panel } from '../../../src/ui/panels/figures/figure.ts'
import { linesOf, type Question, samplesOf, starsFor } from '../../../src/ui/panels/figures/measures.ts'
import { samplesAt } from '../../../src/ui/panels/figures/samples.ts'
import { someStudy } from '../../domain/someStudy.ts'
import { fakeCatalogue } from '../fakeEngine.ts'

const { models } = fakeCatalogue
const idOf = (family: string) => models.find((model) => model.family === family)!.id
const subjects = [
  { model: idOf('det'), draws: 1 },
  { model: idOf('adv'), draws: 1 },
  { model: idOf('hmc'), draws: 10 },
  { model: idOf('hmc'), draws: 50 },
]
/** Pixels common of 100, for det, adv, HMC with 10 and with 50 draws. */
const common = [
  [10, 20, 30, 40],
  [15, 30, 45, 60],
  [20, 20, 20, 20],
  [90, 80, 70, 60],
]

/** The last column has fewer images where `done` says so. */
function study(done = 4): StudyResult {
  const { request, labels, columns } = someStudy({ images: 4, columns: 4, readouts: 1 })
  return {
    request: { ...request, subjects },
    labels,
    columns: columns.map((column, i) => {
      const images = i === 3 ? done : 4
      const ofSubject = common[i]!.slice(0, images)
      const readouts = [{ size: 100, common: ofSubject, control: ofSubject.map(() => 50), ties: [] }]
      const softmaxRobustness = ofSubject.map((value) => value / 200)
      return {
        ...column!,
        subject: subjects[i]!,
        done: images,
        values: { ...column!.values, softmaxRobustness, readouts },
      }
    }),
  }
}

const place = { rule: 'epsilon', layer: 0 }
const question: Question = {
  rules: ['epsilon'],
  layers: [0],
  quantity: 'difference',
  draws: 'all',
  correlation: null,
}
const panel: Panel = { id: 'p', label: 'p', results: null, indices: [1, 3, 5], published: [] }

describe('samples', () => {
  it('are differences to the deterministic network, image by image, under the attack and the control', () => {
    const [adv, few, most] = samplesAt(study(), models, place, 'difference')
    expect(adv!.values).toEqual([0.05, 0.1, 0.15, 0.2].map((value) => expect.closeTo(value, 9)))
    expect(adv!.control).toEqual([0, 0, 0, 0])
    expect([few, most].map((each) => [each!.draws, each!.most])).toEqual([
      [10, false],
      [50, true],
    ])
  })

  it('are the robustness itself where that is asked for, the deterministic network’s too', () => {
    const samples = samplesAt(study(), models, place, 'robustness')
    expect(samples.map(({ family }) => family)).toEqual(['det', 'adv', 'hmc', 'hmc'])
    expect(samples[0]!.values).toEqual([0.1, 0.2, 0.3, 0.4])
  })

  it('compare on the images that both have', () => {
    const most = samplesAt(study(2), models, place, 'difference').at(-1)!
    expect(most.values).toEqual([0.8, 0.6].map((value) => expect.closeTo(value, 9)))
  })

  it('are none for a rule or a layer that the study has not', () => {
    expect(samplesAt(study(), models, { rule: 'gamma', layer: 0 }, 'difference')).toEqual([])
    expect(samplesAt(study(), models, { rule: 'epsilon', layer: 1 }, 'difference')).toEqual([])
  })

  it('leave out numbers of draws that are not asked for', () => {
    const drawsOf = (draws: Question['draws']) =>
      samplesOf(study(), models, { ...question, draws }).map((sample) => sample.draws)
    expect(drawsOf('all')).toEqual([1, 10, 50])
    expect(drawsOf('most')).toEqual([1, 50])
    expect(drawsOf('many')).toEqual([1, 50])
  })
})

describe('the stars', () => {
  it('say how sure it is that the adversarially trained network is less robust than the Bayesian one', () => {
    const samples = samplesOf(study(), models, question)
    const [adv, few, most] = samples.map((sample) => starsFor(sample, samples))
    expect(adv).toBeNull()
    expect(few).toBe('n.s.')
    expect(most).toBe('*') // .6 ties with .6, all other fifteen pairs are smaller: U = ½, p < .05
  })
})

describe('the lines', () => {
  const samples = samplesOf(study(), models, question)
  const published = [
    { family: 'hmc', layer: 0, rule: 'epsilon', median: 0.28, how: 'decoded' },
    { family: 'vi', layer: 2, rule: 'gamma', median: 0.5, how: 'decoded' },
  ] as const
  const lines = linesOf({ ...panel, published }, { defined: samples, released: [] }, null)

  it('put what was published beside the network with most draws', () => {
    const most = lines.find(({ family, draws }) => family === 'hmc' && draws === null)!
    expect(most.published?.median).toBe(0.28)
    expect(most.sides.defined).toMatchObject({ images: 4, draws: 50, median: expect.closeTo(0.5, 9) })
    expect(most.sides.released).toBeNull()
  })

  it('keep what was published where nothing here answers to it', () => {
    expect(lines.at(-1)).toMatchObject({ family: 'vi', layer: 2, sides: { defined: null, released: null } })
  })

  it('hold the interval about the median and the median under the control', () => {
    for (const { sides } of lines) {
      if (!sides.defined) continue
      const { median, interval, control } = sides.defined
      expect(interval[0]).toBeLessThanOrEqual(median)
      expect(interval[1]).toBeGreaterThanOrEqual(median)
      expect(control).toBe(0)
    }
  })

  it('correlate LRP with softmax robustness where that is asked for', () => {
    const correlated = samplesOf(study(), models, { ...question, quantity: 'robustness' })
    const of = linesOf(panel, { defined: correlated, released: [] }, 'spearman')
    expect(of.find(({ family }) => family === 'det')!.sides.defined!.correlation!.coefficient).toBe(1)
  })
})
