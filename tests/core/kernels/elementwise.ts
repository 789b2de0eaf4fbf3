/** Element-wise operations and sums on many shapes, to be compared before and after our kernels are put in place. */
import * as tf from '@tensorflow/tfjs'
import { expect } from 'vitest'
import { key, normal, split } from '../../../src/domain/random.ts'

export type Results = Readonly<Record<string, { shape: number[]; values: Float32Array }>>

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
export function elementwiseResults(): Results {
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

export function expectAgreement(ours: Results, stock: Results): void {
  for (const [name, { shape, values }] of Object.entries(stock)) {
    expect(ours[name]!.shape, name).toEqual(shape)
    values.forEach((value, i) => {
      expect(ours[name]!.values[i], name).toBeCloseTo(value, 5)
    })
  }
}

function noise(shape: readonly number[], label: number): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1)
  return tf.tensor(normal(split(key(9), label), size), [...shape])
}
