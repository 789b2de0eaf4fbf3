import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { openBlas } from '../../../src/cli/openblas.ts'
import { plainBlas } from '../../../src/core/inference/blas.ts'
import { installCpuKernels } from '../../../src/core/kernels/cpu.ts'
import { key, normal, split } from '../../../src/core/random.ts'
import { factsOfKernels } from './facts.ts'

const pairs: readonly (readonly [readonly number[], readonly number[]])[] = [
  [
    [4, 5],
    [4, 5],
  ],
  [
    [3, 4, 5],
    [1, 4, 5],
  ],
  [
    [3, 4, 5],
    [3, 1, 5],
  ],
  [
    [3, 4, 5],
    [3, 4, 1],
  ],
  [
    [1, 4, 1],
    [3, 1, 5],
  ],
  [
    [2, 3, 4, 5],
    [3, 1, 5],
  ],
  [
    [2, 3, 4, 5],
    [1, 3, 4, 1],
  ],
  [[], [2, 3]],
  [[1], [7]],
  [
    [0, 3],
    [1, 3],
  ],
]

const binary = { add: tf.add, sub: tf.sub, mul: tf.mul, div: tf.div }

const unary: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  relu: tf.relu,
  leakyRelu: (x) => tf.leakyRelu(x, 0.01),
  step: tf.step,
  'step with slope': (x) => tf.step(x, 0.01),
  neg: tf.neg,
  abs: tf.abs,
  square: tf.square,
  'sum of all': (x) => tf.sum(x),
  'sum over draws': (x) => tf.sum(x, 0),
  'sum over features, kept': (x) => tf.sum(x, -1, true),
  'sum over the middle': (x) => tf.sum(x, [1, 2]),
  'sum over first and last': (x) => tf.sum(x, [0, 3]),
}

/** Every operation on every shape, in a fixed order. */
function allResults(): Record<string, { shape: number[]; values: Float32Array }> {
  const results: Record<string, { shape: number[]; values: Float32Array }> = {}
  const keep = (name: string, compute: () => tf.Tensor) => {
    results[name] = tf.tidy(() => {
      const tensor = compute()
      return { shape: tensor.shape, values: tensor.dataSync<'float32'>().slice() }
    })
  }
  for (const [a, b] of pairs)
    for (const [name, op] of Object.entries(binary)) {
      keep(`${name} of [${a}] and [${b}]`, () => op(noise(a, 1), noise(b, 2)))
      keep(`${name} of [${b}] and [${a}]`, () => op(noise(b, 2), noise(a, 1)))
    }
  for (const [name, op] of Object.entries(unary)) keep(name, () => op(noise([3, 4, 5, 6], 3)))
  keep('integers', () => tf.add(tf.tensor1d([1, 2], 'int32'), tf.tensor1d([3, 4], 'int32')))
  return results
}

describe('our kernels on the CPU backend', () => {
  let stock: ReturnType<typeof allResults> = {}
  beforeAll(async () => {
    await tf.setBackend('cpu')
    stock = allResults()
    expect(installCpuKernels(plainBlas)).toBe(true)
  })

  factsOfKernels()

  it('agrees with TensorFlow.js element by element', () => {
    const ours = allResults()
    for (const [name, { shape, values }] of Object.entries(stock)) {
      expect(ours[name]!.shape, name).toEqual(shape)
      values.forEach((value, i) => {
        expect(ours[name]!.values[i], name).toBeCloseTo(value, 5)
      })
    }
  })

  it('still refuses shapes that do not fit', () => {
    expect(() => tf.tidy(() => tf.add(tf.ones([2, 3]), tf.ones([2, 4])))).toThrow()
  })
})

describe.runIf(openBlas())('our kernels with OpenBLAS', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu')
    installCpuKernels(openBlas()!)
  })
  factsOfKernels()
})

function noise(shape: readonly number[], label: number): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1)
  return tf.tensor(normal(split(key(9), label), size), [...shape])
}
