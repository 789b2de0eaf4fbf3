import { describe, expect, test } from 'vitest'
import { key, normal, permutation, split, stream, uniform } from '../../src/domain/random.ts'

const count = 1_000_000
const root = key(20220718)

/** Five standard errors: a right generator fails such a test once in two million seeds, and this seed is fixed. */
const sigmas = 5

function mean(values: ArrayLike<number>, of: (value: number) => number = (value) => value): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += of(values[i]!)
  return sum / values.length
}

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  const products = Array.from(a, (value, i) => (value - meanA) * (b[i]! - meanB))
  const deviation = (values: ArrayLike<number>, middle: number) =>
    Math.sqrt(mean(values, (value) => (value - middle) ** 2))
  return mean(products) / (deviation(a, meanA) * deviation(b, meanB))
}

describe('keys', () => {
  test('are the same numbers on every machine', () => {
    // printed by the implementation of 2026-11: a change here changes every seed that was ever written down
    expect(key(0)).toEqual([-738720008, -349678644, 234655395, 153093661])
    expect(split(key(0), 'kernel')).toEqual([776501857, -728939202, -637132945, -799947766])
    expect(Array.from({ length: 3 }, stream(key(7)))).toEqual([1300538461, 4016818857, 2832171336])
    expect(Array.from(normal(key(7), 3))).toEqual([
      -0.44821980595588684, 1.6266266107559204, 0.4544164538383484,
    ])
    expect(Array.from(permutation(key(7), 8))).toEqual([4, 0, 1, 7, 5, 3, 6, 2])
  })

  test('are not changed by use', () => {
    const parent = key(3)
    const before = uniform(parent, 10)
    split(parent, 'a')
    normal(parent, 10)
    expect(uniform(parent, 10)).toEqual(before)
  })

  test('differ by seed, by label, by the kind of label and by depth', () => {
    const labels = [0, 1, 2, '0', '1', 'weight', 'weights', '']
    const children = labels.map((label) => split(root, label))
    const all = [root, key(1), key(-1), ...children, ...children.map((child) => split(child, 1))]
    expect(new Set(all.map(String)).size).toBe(all.length)
  })

  test('take a thousand labels without a collision', () => {
    const children = Array.from({ length: 1000 }, (_, draw) => String(split(root, draw)))
    expect(new Set(children).size).toBe(1000)
  })

  test.each([
    ['siblings with neighbouring numbers', split(root, 0), split(root, 1)],
    ['siblings with neighbouring names', split(root, 'a'), split(root, 'b')],
    ['a parent and its child', root, split(root, 0)],
    ['neighbouring seeds', key(0), key(1)],
    ['a number and the same number written', split(root, 1), split(root, '1')],
  ])('%s give uncorrelated numbers', (_, one, other) => {
    expect(Math.abs(correlation(normal(one, count), normal(other, count)))).toBeLessThan(
      sigmas / Math.sqrt(count),
    )
  })

  test('flip half the bits when one bit of the seed changes', () => {
    const flips = Array.from({ length: 32 }, (_, bit) => distance(key(12345), key(12345 ^ (1 << bit))))
    // 128 bits, each turned with probability 1/2: mean 64, deviation sqrt(32); 32 pairs
    expect(Math.abs(mean(flips) - 64)).toBeLessThan(sigmas * Math.sqrt(32 / 32))
    expect(Math.min(...flips)).toBeGreaterThan(64 - sigmas * Math.sqrt(32))
  })
})

describe('uniform', () => {
  const values = uniform(split(root, 'uniform'), count)

  test('stays in its range', () => {
    expect(mean(values, (value) => (value >= 0 && value < 1 ? 1 : 0))).toBe(1)
    const shifted = uniform(root, 1000, -3, -2)
    expect(shifted.every((value) => value >= -3 && value < -2)).toBe(true)
  })

  test('has the mean and the variance of its range', () => {
    expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(sigmas * Math.sqrt(1 / 12 / count))
    const variance = mean(values, (value) => (value - 1 / 2) ** 2)
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(sigmas * Math.sqrt(1 / 180 / count))
  })

  test('fills a hundred bins evenly', () => {
    const bins = new Float64Array(100)
    for (const value of values) bins[Math.floor(value * 100)]! += 1
    const expected = count / 100
    const chiSquare = bins.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
    expect(Math.abs(chiSquare - 99)).toBeLessThan(sigmas * Math.sqrt(2 * 99))
  })
})

describe('normal', () => {
  const values = normal(split(root, 'normal'), count)

  // E x^k, and the variance of x^k
  test.each([
    [1, 0, 1],
    [2, 1, 2],
    [3, 0, 15],
    [4, 3, 96],
    [6, 15, 10170],
  ])('has moment %i of the normal distribution: %f', (power, expected, variance) => {
    const moment = mean(values, (value) => value ** power)
    expect(Math.abs(moment - expected)).toBeLessThan(sigmas * Math.sqrt(variance / count))
  })

  // upper tail probabilities of the standard normal: 0.5 erfc(x / sqrt 2), printed by Python's math.erfc
  test.each([
    [0.5, 0.3085375387259869],
    [1, 0.15865525393145707],
    [2, 0.02275013194817921],
    [3, 0.0013498980316300957],
    [3.442619855899, 0.00028805425619582025], // where the ziggurat's own tail begins
    [4, 3.167124183311996e-5],
  ])('lies beyond ±%f with probability %f on either side', (x, share) => {
    const margin = sigmas * Math.sqrt((share * (1 - share)) / count)
    expect(Math.abs(mean(values, (value) => (value > x ? 1 : 0)) - share)).toBeLessThan(margin)
    expect(Math.abs(mean(values, (value) => (value < -x ? 1 : 0)) - share)).toBeLessThan(margin)
  })

  test('does not remember the number before', () => {
    expect(Math.abs(correlation(values.subarray(1), values.subarray(0, -1)))).toBeLessThan(
      sigmas / Math.sqrt(count),
    )
  })

  test('gives a beginning that does not depend on how many are asked for', () => {
    expect(normal(root, 1000).subarray(0, 10)).toEqual(normal(root, 10))
  })
})

describe('permutation', () => {
  test.each([0, 1, 2, 1000])('of %i holds each number once', (n) => {
    expect(Array.from(permutation(root, n)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: n }, (_, i) => i),
    )
  })

  test('gives the six orders of three equally often', () => {
    const seen = new Map<string, number>()
    const trials = 60_000
    for (let i = 0; i < trials; i++) {
      const order = String(permutation(split(root, i), 3))
      seen.set(order, (seen.get(order) ?? 0) + 1)
    }
    expect(seen.size).toBe(6)
    const deviation = Math.sqrt(trials * (1 / 6) * (5 / 6))
    for (const times of seen.values()) expect(Math.abs(times - trials / 6)).toBeLessThan(sigmas * deviation)
  })
})

function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, word, i) => sum + ones(word ^ b[i]!), 0)
}

function ones(word: number): number {
  return (word >>> 0).toString(2).replaceAll('0', '').length
}
