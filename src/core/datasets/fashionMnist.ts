import type { Dataset } from './dataset.ts'

export const fashionMnist: Dataset = {
  id: 'fashion-mnist',
  label: 'Fashion-MNIST',
  source: 'Xiao, Rasul and Vollgraf 2017',
  classes: [
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
  ],
  drawable: false,
  shape: [28, 28, 1],
  trainingImages: 60_000,
  testImages: 10_000,
  training: {
    images: {
      name: 'train-images-idx3-ubyte',
      bytes: 47_040_016,
      sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
    },
    labels: {
      name: 'train-labels-idx1-ubyte',
      bytes: 60_008,
      sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
    },
  },
  test: {
    images: {
      name: 't10k-images-idx3-ubyte',
      bytes: 7_840_016,
      sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
    },
    labels: {
      name: 't10k-labels-idx1-ubyte',
      bytes: 10_008,
      sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
    },
  },
  // counted on the training labels by tests/core/datasets/balanced.test.ts
  releasedSubset: {
    seed: 0,
    trainingWords: { 10: 142, 20: 150, 50: 458, 100: 947, 200: 2102, 500: 5552, 1000: 10_311 },
  },
  origin: {
    debian: { name: 'dataset-fashion-mnist', folder: '/usr/share/datasets/fashion-mnist' },
    address: 'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
  },
}
