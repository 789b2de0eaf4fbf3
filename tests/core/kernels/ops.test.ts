import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe } from 'vitest'
import { factsOfKernels } from './facts.ts'

describe('TensorFlow.js operations alone, CPU backend', () => {
  beforeAll(() => tf.setBackend('cpu'))
  factsOfKernels()
})
