import { describe, expect, it } from 'vitest'
import { mnist } from '../../src/core/datasets/mnist.ts'
import { sampleImages } from '../../src/engine/sampleImages.ts'

const labels = Uint8Array.from({ length: 10_000 }, (_, place) => place % 10)

describe('the images of a study', () => {
  it('are as many of each class when balanced, the same for the same seed', () => {
    const places = sampleImages(mnist, labels, { kind: 'balanced', count: 50, seed: 3 })
    expect(places.map((place) => labels[place])).toEqual(
      Array.from({ length: 50 }, (_, i) => Math.floor(i / 5)),
    )
    expect(sampleImages(mnist, labels, { kind: 'balanced', count: 50, seed: 3 })).toEqual(places)
    expect(sampleImages(mnist, labels, { kind: 'balanced', count: 50, seed: 4 })).not.toEqual(places)
  })

  it('are the first ones when asked for', () => {
    expect(sampleImages(mnist, labels, { kind: 'first', count: 3 })).toEqual([0, 1, 2])
  })

  it('are refused with a sentence where there are none such', () => {
    expect(() => sampleImages(mnist, labels, { kind: 'balanced', count: 25, seed: 0 })).toThrow(
      'mnist: count of balanced images must be a multiple of 10, got 25',
    )
    expect(() => sampleImages(mnist, labels, { kind: 'first', count: 0 })).toThrow(
      'mnist: count of images must be in [1, 10000], got 0',
    )
  })
})
