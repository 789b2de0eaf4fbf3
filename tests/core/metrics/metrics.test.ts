import { describe, expect, it } from 'vitest'
import { metrics } from '../../../src/core/metrics/index.ts'
import { key, normal, split } from '../../../src/domain/random.ts'
import { topK } from '../../../src/domain/topK.ts'

const heatmap = (label: string) => normal(split(key(3), label), 784)
const even = new Float32Array(10).fill(0.1)

describe('top-k', () => {
  it('selects 156 of 784 pixels at k = 20 in both rankings', () => {
    expect(topK(heatmap('a'), 20, 'absolute').size).toBe(156)
    expect(topK(heatmap('a'), 20, 'signed').size).toBe(156)
  })

  it.each([
    [1, 6],
    [5, 38],
    [10, 78],
    [30, 234],
  ])('selects as many as the released code at k = %i', (k, size) => {
    const { mask, size: stated } = topK(heatmap('a'), k, 'signed')
    expect(stated).toBe(size)
    expect(mask.reduce((sum, each) => sum + each, 0)).toBe(size)
  })

  it('takes the largest magnitudes, or both ends', () => {
    const relevance = Float32Array.of(0.1, -5, 4, 0.2, 3)
    expect([...topK(relevance, 40, 'absolute').mask]).toEqual([0, 1, 1, 0, 0])
    expect([...topK(relevance, 40, 'signed').mask]).toEqual([0, 1, 1, 0, 0])
    expect([...topK(Float32Array.of(1, 2, 3, 4, 5), 40, 'signed').mask]).toEqual([1, 0, 0, 0, 1])
  })

  it('breaks ties by the lower index and counts them', () => {
    const flat = topK(Float32Array.of(0, 0, 7, 0, 0), 40, 'absolute')
    expect([...flat.mask]).toEqual([1, 0, 1, 0, 0])
    expect(flat.ties).toBe(4)
    expect(topK(heatmap('a'), 20, 'absolute').ties).toBe(0)
  })

  it('counts each tied pixel once, though both ends of the order cut through the same zeros', () => {
    const background = Float32Array.from({ length: 784 }, (_, i) => (i < 50 ? i - 10.5 : 0))
    const { mask, size, ties } = topK(background, 20, 'signed')
    expect(ties).toBe(784 - 50)
    expect(mask.reduce((sum, each) => sum + each, 0)).toBe(size)
  })

  it('adds what ties at one end to what ties at the other', () => {
    const relevance = Float32Array.of(-2, -1, -1, 0, 0, 0, 3, 3, 3, 5)
    expect(topK(relevance, 40, 'signed').ties).toBe(2 + 3)
  })

  it.each(['absolute', 'signed'] as const)('counts no tie that it leaves whole, %s', (ranking) => {
    expect(topK(Float32Array.of(-4, -4, 0, 1, 4, 4), 67, ranking).ties).toBe(0)
    expect(topK(new Float32Array(784), 100, ranking).ties).toBe(0)
    expect(topK(new Float32Array(784), 0.1, ranking).ties).toBe(0)
  })
})

describe.each(metrics.entries)('$id', (metric) => {
  const side = (label: string) => ({
    probabilities: even,
    topK: topK(heatmap(label), 20, 'absolute'),
  })

  it('is 1 where nothing changed', () => {
    expect(metric.measure({ clean: side('a'), attacked: side('a') })).toBe(1)
  })

  it('stays within [0, 1]', () => {
    const clean = { ...side('a'), probabilities: Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0) }
    const attacked = { ...side('b'), probabilities: Float32Array.of(0, 1, 0, 0, 0, 0, 0, 0, 0, 0) }
    const value = metric.measure({ clean, attacked })
    expect(value).toBeGreaterThanOrEqual(0)
    expect(value).toBeLessThan(1)
  })
})

it('two random heatmaps share k/100 of their pixels on average', () => {
  const lrp = metrics.get('lrp-robustness')
  const pairs = Array.from({ length: 200 }, (_, i) => {
    const side = (name: string) => ({
      probabilities: even,
      topK: topK(heatmap(`${name}${i}`), 20, 'absolute'),
    })
    return lrp.measure({ clean: side('a'), attacked: side('b') })
  })
  const mean = pairs.reduce((sum, value) => sum + value, 0) / pairs.length
  expect(Math.abs(mean - 0.2)).toBeLessThan(0.01) // standard error 0.002
})
