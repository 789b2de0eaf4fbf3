import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { defaultCache } from '../../../src/cli/cache.ts'
import { readCached } from '../../../src/cli/trainingSet.ts'
import { balancedSubset, below, drawBalanced, numpyWords } from '../../../src/core/datasets/balanced.ts'
import { datasets } from '../../../src/core/datasets/index.ts'

const testLabels = (id: string) => new Uint8Array(readFileSync(`public/data/${id}/labels.bin`))

describe('NumPy’s legacy generator', () => {
  // r = numpy.random.RandomState(0); [r.randint(0, 60000) for _ in range(8)], [r.randint(0, 10000) for _ in range(4)]
  it('gives the same whole numbers', () => {
    const next = numpyWords(0)
    const drawn = (count: number, limit: number) => Array.from({ length: count }, () => below(limit, next))
    expect(drawn(8, 60_000)).toEqual([2732, 43567, 42613, 52416, 45891, 21243, 30403, 32103])
    expect(drawn(4, 10_000)).toEqual([9225, 7891, 4373, 5874])
  })

  // r = numpy.random.RandomState(20220718); [r.randint(0, 2 ** 14) for _ in range(3)]
  it('takes no more bits than a power of two needs', () => {
    const next = numpyWords(20_220_718)
    expect(Array.from({ length: 3 }, () => below(2 ** 14, next))).toEqual([9590, 5192, 8442])
  })
})

// numpy.random.seed(0); balanced_subset of the training labels, then of the test labels, 500 and 100 of each
const released = {
  mnist: {
    500: {
      first: [28, 5791, 1009, 5695, 6040],
      last: [8093, 1255, 1455, 1452, 7095],
      sum: 2_532_893,
      distinct: 487,
    },
    100: {
      first: [9264, 6437, 5405, 4611, 28],
      last: [8319, 9299, 4158, 6793, 4835],
      sum: 501_601,
      distinct: 100,
    },
  },
  'fashion-mnist': {
    500: {
      first: [2953, 4870, 8755, 9698, 8128],
      last: [9558, 8294, 4015, 1718, 1138],
      sum: 2_454_510,
      distinct: 491,
    },
    100: {
      first: [8266, 3280, 4108, 9114, 284],
      last: [6793, 5940, 810, 6471, 5238],
      sum: 486_548,
      distinct: 99,
    },
  },
} as const

describe.each(datasets.entries)('$id', (dataset) => {
  const labels = testLabels(dataset.id)
  const subset = (count: number, seed: number) => balancedSubset(dataset, labels, { count, seed })

  it.each([500, 100] as const)('draws the %i test images that the released code draws', (count) => {
    const { places, asReleased } = subset(count, 0)
    const known = released[dataset.id as keyof typeof released][count]
    expect(asReleased).toBe(true)
    expect(places.slice(0, 5)).toEqual(known.first)
    expect(places.slice(-5)).toEqual(known.last)
    expect(places.reduce((sum, place) => sum + place, 0)).toBe(known.sum)
    expect(new Set(places).size).toBe(known.distinct)
  })

  it.each([
    [500, 0],
    [30, 0],
    [40, 7],
  ])('draws as many of each class, class by class: %i images of seed %i', (count, seed) => {
    const drawn = subset(count, seed).places.map((place) => labels[place]!)
    expect(drawn).toEqual(Array.from({ length: count }, (_, i) => Math.floor((10 * i) / count)))
  })

  it('says when the stream is one of its own', () => {
    expect(subset(500, 1).asReleased).toBe(false)
    expect(subset(30, 0).asReleased).toBe(false)
    expect(subset(30, 0).places).toEqual(
      drawBalanced(numpyWords(0), labels, { count: 30, classes: 10, owner: dataset.id }),
    )
    expect(subset(30, 1).places).not.toEqual(subset(30, 0).places)
  })

  it('uses up on the training labels what its file says', async ({ skip }) => {
    const training = await readCached(dataset, 'training', defaultCache).catch(() => null)
    if (!training) return skip('the training labels are not in the cache')
    const { seed, trainingWords } = dataset.releasedSubset
    const counted = Object.keys(trainingWords).map((count) => {
      let words = 0
      const next = numpyWords(seed)
      const counting = () => {
        words++
        return next()
      }
      drawBalanced(counting, training.labels, { count: Number(count), classes: 10, owner: dataset.id })
      return [count, words]
    })
    expect(Object.fromEntries(counted)).toEqual(trainingWords)
  })
})

it('refuses what cannot be balanced', () => {
  const draw = (labels: Uint8Array, count: number) =>
    drawBalanced(numpyWords(0), labels, { count, classes: 2, owner: 'coins' })
  expect(() => draw(Uint8Array.of(0, 1), 3)).toThrow(
    'coins: count of balanced images must be a multiple of 2, got 3',
  )
  expect(() => draw(Uint8Array.of(0, 0), 4)).toThrow('coins: no image of class 1 to draw from')
})
