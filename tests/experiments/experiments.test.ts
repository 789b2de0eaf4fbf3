import { describe, expect, it } from 'vitest'
import { attacks } from '../../src/core/attacks/index.ts'
import { datasets } from '../../src/core/datasets/index.ts'
import { recipes } from '../../src/core/inference/recipes.ts'
import { rules } from '../../src/core/lrp/rules/index.ts'
import { architecture } from '../../src/core/nn/architectures/index.ts'
import { learnableLayers, network } from '../../src/core/nn/network.ts'
import { conventionsOf } from '../../src/domain/conventions.ts'
import { resolve } from '../../src/domain/parameters.ts'
import { lrpRobustness, type StudyResult } from '../../src/domain/study.ts'
import type { PictureExperiment, StudyExperiment } from '../../src/experiments/experiment.ts'
import { experiments } from '../../src/experiments/index.ts'
import { planOf, type Setting } from '../../src/experiments/plan.ts'
import { someStudy } from '../domain/someStudy.ts'

const studies = experiments.filter((each): each is StudyExperiment => each.kind === 'study')
const pictures = experiments.filter((each): each is PictureExperiment => each.kind === 'picture')
const setting: Setting = {
  images: [4, 2, 4],
  sample: { kind: 'listed' },
  k: 20,
  seed: 0,
  available: (model) => recipes.entries.find(({ id }) => id === model)?.draws,
}

describe('the experiments', () => {
  it('have names of their own', () => {
    expect(new Set(experiments.map(({ id }) => id)).size).toBe(experiments.length)
  })

  it('cover the paper: two attacks on four pairs, three more on MNIST, under both protocols', () => {
    const names = ['mnist-conv512', 'mnist-fc512', 'fashion-conv1024', 'fashion-fc1024'].flatMap((pair) =>
      ['fgsm', 'pgd', ...(pair.startsWith('mnist') ? ['topk', 'region', 'beta'] : [])].flatMap((attack) =>
        ['defined', 'released'].map((protocol) => `${pair}-${attack}-${protocol}`),
      ),
    )
    expect(studies.map(({ id }) => id)).toEqual(expect.arrayContaining(names))
  })

  it('that show one image take it from a study there is', () => {
    for (const { study, id } of pictures) {
      expect(studies.map((each) => each.id)).toContain(study)
      expect(id.startsWith(study)).toBe(true)
    }
  })
})

describe.each(studies.map((study) => [study.id, study] as const))('%s', (id, study) => {
  const { request } = planOf(study, setting)

  it('asks for entries of the registries, with parameters that they know', () => {
    const attack = attacks.get(request.attack.id)
    resolve(id, attack.parameters, request.attack.parameters)
    expect(attack.protocol === 'released').toBe(id.includes('released') && attack.aim === 'explanation')
    for (const { rule } of [...request.readouts, request.aim])
      resolve(id, rules.get(rule.id).parameters, rule.parameters)
    expect(new Set(request.readouts.map(({ rule }) => rule.id)).size).toBe(rules.entries.length)
    expect(datasets.get(request.dataset).testImages).toBeGreaterThanOrEqual(study.images)
  })

  it('compares networks of one architecture and its own data, trained under its protocol', () => {
    const made = request.subjects.map(({ model }) => recipes.get(model))
    expect(
      new Set(made.map((recipe) => `${recipe.dataset} ${recipe.architecture} ${recipe.hidden}`)).size,
    ).toBe(1)
    expect(made[0]!.dataset).toBe(request.dataset)
    expect(made.map(({ method }) => method).slice(0, 2)).toEqual(['det', 'adversarial'])
    expect(request.subjects.map(({ draws }) => draws)).toEqual([1, 1, 10, 50, 100])
    expect(made[4]!.method.endsWith('-released')).toBe(study.protocol === 'released')
    expect(request.conventions).toEqual(conventionsOf(study.protocol))
  })

  it('explains every learnable layer', () => {
    const { architecture: kind, hidden } = recipes.get(request.subjects[0]!.model)
    const layers = learnableLayers(network(architecture(kind, hidden)))
    expect(new Set(request.readouts.map(({ layer }) => layer))).toEqual(
      new Set(Array.from({ length: layers }, (_, layer) => layer)),
    )
    expect(request.aim.layer).toBe(layers - 1)
  })
})

describe('a plan', () => {
  const study = studies[0]!
  const [, , bayesian] = study.networks

  it('takes fewer draws where there are fewer, and says so', () => {
    const { request, notes } = planOf(study, {
      ...setting,
      available: (model) => (model === bayesian!.model ? 20 : 1),
    })
    expect(request.subjects.slice(2)).toEqual([
      { model: bayesian!.model, draws: 10 },
      { model: bayesian!.model, draws: 20 },
    ])
    expect(notes).toEqual([
      `${bayesian!.model} had 20 draws when this was computed; 50 and 100 were asked for.`,
    ])
  })

  it('says where it has fewer images than the paper', () => {
    const sample = (count: number) => ({ kind: 'balanced', count, seed: 0 }) as const
    expect(planOf(study, { ...setting, sample: sample(500) }).notes).toEqual([])
    expect(planOf(study, { ...setting, sample: sample(100) }).notes).toEqual([
      '100 images, where the paper has 500.',
    ])
  })

  it('takes other numbers of draws of the Bayesian network only', () => {
    const { request } = planOf(study, { ...setting, draws: [7] })
    expect(request.subjects.map(({ draws }) => draws)).toEqual([1, 1, 7])
  })

  it('names the networks that are not trained yet', () => {
    const available = (model: string) => (model === bayesian!.model ? undefined : 1)
    expect(() => planOf(study, { ...setting, available })).toThrow(
      new RangeError(`${study.id}: ${bayesian!.model}: not trained yet`),
    )
  })
})

describe('the image of a figure', () => {
  const study = someStudy({ images: 30, columns: 3, readouts: 3 })
  const [layers, heatmaps] = ['layers', 'heatmaps'].map(
    (name) => pictures.find(({ id }) => id.endsWith(name))!,
  ) as [PictureExperiment, PictureExperiment]

  /** With other predictions of the first and the last network. */
  function predicting(
    before: (label: number) => number,
    after: (label: number) => number,
    from = study,
  ): StudyResult {
    const { labels } = from
    const said = { predictionBefore: labels.map(before), predictionAfter: labels.map(after) }
    return {
      ...from,
      columns: from.columns.map((column) => ({ ...column!, values: { ...column!.values, ...said } })),
    }
  }

  it('of every layer is one that was classified rightly until it was attacked', () => {
    const after = (label: number) => (label === 7 ? 1 : label)
    const { place, panels } = layers.choose(predicting((label) => label, after))
    expect(study.labels[place]).toBe(7)
    expect(panels.map(({ readout }) => readout.layer)).toEqual([0, 1, 2])
  })

  it('of two networks is the one that both withstand and whose deterministic heatmap moves most', () => {
    const after = (label: number) => (label < 5 ? 9 : label)
    const { place, panels } = heatmaps.choose(predicting((label) => label, after))
    const robustness = lrpRobustness(study.columns[0]!.values.readouts[2]!)
    const allowed = robustness.filter((_, i) => study.labels[i]! >= 5)
    expect(robustness[place]).toBe(Math.min(...allowed))
    expect(panels.map(({ subject }) => subject)).toEqual([
      study.request.subjects[0],
      study.request.subjects[2],
    ])
  })

  it('of two networks is none that a network had wrong before, while there are others', () => {
    const some = (label: number) => (label < 8 ? 9 : label) // right on 8 and 9
    const kept = heatmaps.choose(predicting(some, some))
    expect(study.labels[kept.place]).toBeGreaterThanOrEqual(8)
    expect(kept.how).toMatch(/^Of the \d+ images that both networks classify rightly, attacked or not, /)
    const fallen = heatmaps.choose(predicting(some, (label) => (label < 8 ? 9 : 0)))
    expect(study.labels[fallen.place]).toBeGreaterThanOrEqual(8)
    expect(fallen.how).toContain('classify rightly until the attack changes the class')
    const wrong = heatmaps.choose(predicting((label) => (label + 1) % 10, some))
    expect(wrong.how).toContain('misclassify already before the attack')
  })

  it('is told of in the singular where there is no other', () => {
    const ten = someStudy({ images: 10, columns: 3, readouts: 3 })
    const only = (label: number) => (label === 4 ? 4 : 4 - Math.sign(label - 4))
    const { place, how } = heatmaps.choose(predicting(only, only, ten))
    expect(place).toBe(4)
    expect(how).toBe(
      'The only image that both networks classify rightly, attacked or not, and whose Bayesian heatmap moved.',
    )
    expect(layers.choose(predicting(only, () => 0, ten)).how).toBe(
      'The only image that the deterministic network classified rightly until it was attacked.',
    )
  })

  it('is not chosen from a study that is not complete', () => {
    expect(() => layers.choose({ ...study, columns: [null, null, null] })).toThrow(
      'the column of network-0 is not complete',
    )
  })
})
