import type { Catalogue, ModelEntry } from '../../src/domain/catalogue.ts'
import { fakeCatalogue } from './fakeEngine.ts'

/** Classes of Fashion-MNIST. */
export const garments = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
]

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
