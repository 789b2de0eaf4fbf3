/** What must hold of the operations on every backend; each backend's test file calls this under its own `describe`. */
import * as tf from '@tensorflow/tfjs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as ops from '../../../src/core/kernels/ops.ts'
import {
  disposeWeights,
  floatWeights,
  matMulWeights,
  uploadQuantized,
  weightsBySign,
} from '../../../src/core/kernels/quantized.ts'
import type { ImageShape } from '../../../src/core/kernels/windows.ts'
import { key, normal, split } from '../../../src/domain/random.ts'
import * as slow from './slowTwins.ts'

const sizes = [
  { m: 1, k: 784, n: 512 },
  { m: 1, k: 512, n: 10 },
  { m: 7, k: 9, n: 8 },
  { m: 9, k: 7, n: 1 },
  { m: 8, k: 1, n: 63 },
  { m: 63, k: 63, n: 63 },
  { m: 13, k: 400, n: 17 },
  { m: 2, k: 784, n: 37 },
  { m: 3, k: 65, n: 130 },
  { m: 5, k: 31, n: 2 },
]
const batches = [
  { batchA: 1, batchB: 1 },
  { batchA: 3, batchB: 3 },
  { batchA: 1, batchB: 3 },
  { batchA: 3, batchB: 1 },
]
const transpositions = [
  { transposeA: false, transposeB: false },
  { transposeA: false, transposeB: true },
  { transposeA: true, transposeB: false },
  { transposeA: true, transposeB: true },
]
const images: readonly ImageShape[] = [
  [2, 28, 28, 1],
  [3, 12, 12, 16],
  [1, 7, 9, 3],
  [2, 6, 5, 4],
]
const pools = [
  { size: 2, stride: 2 },
  { size: 2, stride: 1 },
  { size: 3, stride: 2 },
]

export function factsOfKernels(): void {
  let before = 0
  beforeEach(() => {
    before = tf.memory().numTensors
  })
  afterEach(() => {
    expect(tf.memory().numTensors, 'tensors left behind').toBe(before)
  })
  factsOfProducts()
  factsOfPatches()
  factsOfPools()
  factsOfQuantizedWeights()
  factsOfMoments()
  factsOfDenominators()
}

function factsOfDenominators(): void {
  it.each([1, -1] as const)('keeps values away from zero, zero itself with sign %i', (zeroSign) => {
    const z = levels([2, 3, 7]).map((value, i) => (i % 3 ? value : -value))
    const got = read(() => ops.awayFromZero(tf.tensor3d(z, [2, 3, 7]), 0.25, zeroSign))
    expect([...z].filter((value) => value === 0).length).toBeGreaterThan(4)
    expect([...got]).toEqual([...z].map((value) => value + 0.25 * (Math.sign(value) || zeroSign)))
  })
}

function factsOfMoments(): void {
  it('adds up values, squares and signs over the draws', () => {
    const [draws, n, features] = [3, 2, 7]
    const x = levels([draws, n, features]).map((value, i) => (i % 2 ? value : -value))
    const sum = (term: (value: number) => number, at: number) =>
      [0, 1, 2].reduce((total, s) => total + term(x[s * n * features + at]!), 0)
    const terms = [(v: number) => v, (v: number) => v * v, (v: number) => +(v > 0), (v: number) => +(v < 0)]
    const want = terms.flatMap((term) => Array.from({ length: n * features }, (_, at) => sum(term, at)))
    expectClose(
      read(() => ops.moments(tf.tensor3d(x, [draws, n, features]))),
      want,
      0,
    )
  })
}

function factsOfProducts(): void {
  it.each(transpositions)(
    'multiplies with transposeA $transposeA, transposeB $transposeB',
    (transposition) => {
      for (const size of sizes)
        for (const batch of batches) expectProduct({ ...size, ...batch, ...transposition })
    },
  )
}

function factsOfPatches(): void {
  it('cuts patches in the order kernel row, kernel column, channel', () => {
    for (const shape of images) {
      const x = noise(shape, 1)
      const got = read(() => ops.patches(tf.tensor4d(x, [...shape]), 5))
      expect(got).toEqual(slow.patchesLoops(x, shape, 5))
    }
  })

  it('adds patches up at their pixels', () => {
    for (const shape of images) {
      const [n, h, w, c] = shape
      const p = noise([n, h - 4, w - 4, 25 * c], 2)
      const rows: [number, number, number] = [n, (h - 4) * (w - 4), 25 * c]
      const got = read(() => ops.patchesAdjoint(tf.tensor3d(p, rows), shape, 5))
      expectClose(got, slow.patchesAdjointLoops(p, shape, 5), 1e-5)
    }
  })

  it('has an adjoint of patches: <patches(x), p> = <x, adjoint(p)>', () => {
    const [left, right] = tf.tidy(() => {
      const x = tf.tensor4d(noise([3, 12, 12, 16], 3), [3, 12, 12, 16])
      const p = tf.tensor3d(noise([3, 64, 400], 4), [3, 64, 400])
      const adjoint = ops.patchesAdjoint(p, [3, 12, 12, 16], 5)
      return [inner(ops.patches(x, 5), p), inner(x, adjoint)]
    })
    expect(left).toBeCloseTo(right!, 2) // sums of 77,000 terms of size one, in float32
  })

  it('names the shape it expected', () => {
    const p = tf.zeros<tf.Rank.R3>([1, 9, 25])
    expect(() => ops.patchesAdjoint(p, [1, 6, 6, 1], 5)).toThrow('expected shape [1, 4, 25], got [1, 9, 25]')
    p.dispose()
  })
}

function factsOfPools(): void {
  it.each(pools)('pools with side $size, stride $stride, ties to the first position', ({ size, stride }) => {
    for (const shape of images) {
      const x = levels(shape)
      const want = slow.maxPoolLoops(x, shape, size, stride)
      tf.tidy(() => {
        const pool = ops.maxPool(tf.tensor4d(x, [...shape]), size, stride)
        expect(pool.y.dataSync()).toEqual(want.y)
        expect(pool.winner.dataSync()).toEqual(want.winner)
        const r = noise(pool.y.shape, 6)
        const got = ops.maxPoolAdjoint(tf.tensor4d(r, pool.y.shape), pool.winner, shape, size, stride)
        expectClose(got.dataSync(), slow.maxPoolAdjointLoops(r, want.winner, shape, size, stride), 1e-6)
      })
    }
  })

  it('gives every tie of a black image to position 0', () => {
    const winners = read(() => ops.maxPool(tf.zeros([1, 28, 28, 2]), 2, 2).winner)
    expect(winners.every((winner) => winner === 0)).toBe(true)
  })

  it('has an adjoint of the pool at its winners: <y, r> = <x, adjoint(r)>', () => {
    const [left, right] = tf.tidy(() => {
      const x = tf.tensor4d(noise([2, 8, 8, 32], 7), [2, 8, 8, 32])
      const { y, winner } = ops.maxPool(x, 2, 1)
      const r = tf.tensor4d(noise(y.shape, 8), y.shape)
      return [inner(y, r), inner(x, ops.maxPoolAdjoint(r, winner, [2, 8, 8, 32], 2, 1))]
    })
    expect(left).toBeCloseTo(right!, 2)
  })
}

function factsOfQuantizedWeights(): void {
  it.each([false, true])(
    'multiplies with int8 weights as with their float32 values, transposed: %s',
    (transposeB) => {
      for (const { m, n, k } of [...sizes, { m: 14, k: 100, n: 70 }])
        for (const batchA of [1, 3]) {
          const a = noise([batchA, m, k], 21)
          const { values, scales } = int8Noise(3, k * n)
          const b = Float32Array.from(values, (value, i) => scales[Math.floor(i / (k * n))]! * value)
          const w = uploadQuantized(values, scales, transposeB ? [3, n, k] : [3, k, n])
          const got = read(() => matMulWeights(tf.tensor3d(a, [batchA, m, k]), w, { transposeB }))
          const product = { m, n, k, batchA, batchB: 3, transposeA: false, transposeB }
          expectClose(got, slow.matMulLoops(a, b, product), 4e-6 * Math.sqrt(k), JSON.stringify(product))
          const floats = floatWeights(w)
          expectClose(floats.dataSync(), b, 0)
          tf.dispose(floats)
          disposeWeights(w)
        }
    },
  )

  it('adds a bias to every row of a product with int8 weights', () => {
    const [m, k, n] = [3, 20, 21]
    const { values, scales } = int8Noise(2, k * n)
    const w = uploadQuantized(values, scales, [2, k, n])
    const [a, bias] = [noise([1, m, k], 25), noise([2, 1, n], 26)]
    for (const view of [w, weightsBySign(w, 1.5, 0.5)]) {
      const [with_, without] = tf.tidy(() => {
        const x = tf.tensor3d(a, [1, m, k])
        const b = tf.tensor3d(bias, [2, 1, n])
        return [matMulWeights(x, view, { bias: b }), matMulWeights(x, view)].map((y) =>
          y.dataSync<'float32'>(),
        )
      })
      const added = (i: number) => bias[Math.floor(i / (m * n)) * n + (i % n)]!
      expectClose(
        with_!,
        without!.map((value, i) => value + added(i)),
        1e-6,
      )
      if (view !== w && 'dataId' in view) view.dispose()
    }
    disposeWeights(w)
  })

  it('may leave out results at which nobody looks, and no others', () => {
    const [k, n] = [70, 33]
    const { values, scales } = int8Noise(3, k * n)
    const w = uploadQuantized(values, scales, [3, n, k])
    const a = noise([3, 1, k], 23)
    for (const draws of [1, 3]) {
      const at = noise([draws, 1, n], 24).map((value) => Math.max(0, value))
      const product = (some?: tf.Tensor3D) =>
        matMulWeights(tf.tensor3d(a, [3, 1, k]), w, { transposeB: true, at: some })
      const looked = read(() => {
        const some = tf.tensor3d(at, [draws, 1, n])
        return tf.mul(product(some), some)
      })
      const whole = read(() => tf.mul(product(), tf.tensor3d(at, [draws, 1, n])))
      expect(at.filter((value) => value === 0).length).toBeGreaterThan(8)
      expectClose(looked, whole, 0)
    }
    disposeWeights(w)
  })

  it('weighs int8 weights by their sign as it weighs float32 ones', () => {
    const { values, scales } = int8Noise(3, 37)
    const floats = Float32Array.from(values, (value, i) => scales[Math.floor(i / 37)]! * value)
    const weighed = floats.map((value) => value * (value > 0 ? 1.25 : -0.5))
    const w = uploadQuantized(values, scales, [3, 37, 1])
    for (const each of [() => w, () => tf.tensor3d(floats, [3, 37, 1])]) {
      const got = [
        read(() => floatWeights(weightsBySign(each(), 1.25, -0.5))),
        read(() =>
          matMulWeights(tf.ones([3, 1, 1]), weightsBySign(each(), 1.25, -0.5), { transposeB: true }),
        ),
      ]
      for (const values of got) expectClose(values, weighed, 1e-6)
    }
    disposeWeights(w)
  })

  it('refuses int8 weights that do not fit', () => {
    expect(() => uploadQuantized(new Int8Array(6), new Float32Array(2), [2, 2, 2])).toThrow(
      'int8 weights [2, 2, 2]: got 6 values, 2 scales',
    )
  })
}

/** int8 values of three draws, each draw with a scale of its own; the weights are about one in size. */
function int8Noise(draws: number, count: number): { values: Int8Array; scales: Float32Array } {
  const values = Int8Array.from(noise([draws * count], 22), (value) =>
    Math.max(-127, Math.min(127, 40 * value)),
  )
  return { values, scales: Float32Array.from({ length: draws }, (_, s) => (1 + s) / 120) }
}

function expectProduct(product: slow.Product): void {
  const { batchA, batchB, m, n, k, transposeA, transposeB } = product
  const a = noise([batchA, m, k], 11)
  const b = noise([batchB, k, n], 12)
  const got = read(() =>
    ops.matMul(
      tf.tensor3d(a, transposeA ? [batchA, k, m] : [batchA, m, k]),
      tf.tensor3d(b, transposeB ? [batchB, n, k] : [batchB, k, n]),
      transposeA,
      transposeB,
    ),
  )
  // float32 sums of k terms of size one: partial sums, and with them their roundings, grow like the square root of k
  expectClose(got, slow.matMulLoops(a, b, product), 4e-6 * Math.sqrt(k), JSON.stringify(product))
}

function expectClose(got: ArrayLike<number>, want: ArrayLike<number>, tolerance: number, what = ''): void {
  expect(got.length, what).toBe(want.length)
  let worst = 0
  for (let i = 0; i < got.length; i++) {
    const error = Math.abs(got[i]! - want[i]!)
    if (!(error <= worst)) worst = error
  }
  expect(worst, what).toBeLessThanOrEqual(tolerance)
}

function read(compute: () => tf.Tensor): Float32Array {
  return tf.tidy(() => compute().dataSync<'float32'>())
}

function inner(a: tf.Tensor, b: tf.Tensor): number {
  return tf.sum(tf.mul(a, b)).dataSync()[0]!
}

function noise(shape: readonly number[], label: number): Float32Array {
  return normal(split(key(5), label), size(shape))
}

/** Few gray levels, so that windows tie often. */
function levels(shape: readonly number[]): Float32Array {
  return noise(shape, 5).map((value) => Math.max(0, Math.round(value)))
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1)
}
