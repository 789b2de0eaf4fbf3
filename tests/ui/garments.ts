import { fashionMnist } from '../../src/core/datasets/fashionMnist.ts'
import type { Catalogue, ModelEntry } from '../../src/domain/catalogue.ts'
import { fakeCatalogue } from './fakeEngine.ts'

export const garments = fashionMnist.classes

const digits = fakeCatalogue.datasets[0]!
const fashion = { id: 'fashion-mnist', label: 'Fashion-MNIST', classes: garments, drawable: false }

/** The catalogue with a second data set of two networks, and a third that has none. */
export const catalogueWithGarments: Catalogue = {
  ...fakeCatalogue,
  datasets: [
    digits,
    { ...digits, ...fashion },
    { ...digits, ...fashion, id: 'untrained', label: 'Untrained' },
  ],
  models: [...fakeCatalogue.models, network('det', 0.89), network('vi', 0.86)],
}

function network(family: 'det' | 'vi', accuracy: number): ModelEntry {
  const like = fakeCatalogue.models.find((model) => model.family === family)!
  return { ...like, id: `fashion-fc1024-${family}`, dataset: 'fashion-mnist', hidden: 1024, accuracy }
}
