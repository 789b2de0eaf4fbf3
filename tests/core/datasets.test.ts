import { describe, expect, it } from 'vitest'
import { imageSize } from '../../src/core/datasets/dataset.ts'
import { datasets } from '../../src/core/datasets/index.ts'
import { recipes } from '../../src/core/inference/recipes.ts'
import { architecture } from '../../src/core/nn/architectures/index.ts'
import { conventionSpecs } from '../../src/domain/conventions.ts'

describe.each(datasets.entries)('data set $id', (dataset) => {
  it('has no two classes of one name, and no more than can be chosen to be explained', () => {
    expect(new Set(dataset.classes).size).toBe(dataset.classes.length)
    const choices = conventionSpecs.explainedClass.options.map(({ value }) => value)
    expect(choices).toContain(String(dataset.classes.length - 1))
  })

  it('has files as long as its images and labels', () => {
    for (const [{ images, labels }, count] of [
      [dataset.training, dataset.trainingImages],
      [dataset.test, dataset.testImages],
    ] as const) {
      expect(images.bytes).toBe(16 + count * imageSize(dataset))
      expect(labels.bytes).toBe(8 + count)
    }
  })

  it('fits the networks that are trained on it', () => {
    for (const recipe of recipes.entries.filter((each) => each.dataset === dataset.id)) {
      const net = architecture(recipe.architecture, recipe.hidden)
      expect([net.input, net.classes]).toEqual([dataset.shape, dataset.classes.length])
    }
  })
})
