import { describe, expect, it } from 'vitest'
import {
  overChannels,
  summarizeHeatmap,
  summarizeOverlap,
  summarizePrediction,
} from '../../src/domain/summary.ts'

const shape = [6, 6, 1] as const
const at = (...entries: readonly (readonly [number, number])[]) => {
  const values = new Float32Array(36)
  for (const [i, value] of entries) values[i] = value
  return values
}

describe('summarizeHeatmap', () => {
  it('says where the mass lies, how its signs balance and how concentrated it is', () => {
    expect(summarizeHeatmap(at([0, 6], [1, -2], [35, 2]), shape)).toBe(
      'Most of it lies in the upper left. 80 % speaks for the class, 20 % against. Half of it sits on 1 of 36 pixels.',
    )
  })

  it.each([
    [2, 'at the top'],
    [5, 'in the upper right'],
    [12, 'on the left'],
    [14, 'in the middle'],
    [17, 'on the right'],
    [30, 'in the lower left'],
    [33, 'at the bottom'],
    [35, 'in the lower right'],
  ])('finds the ninth of the picture: pixel %i lies %s', (pixel, where) => {
    expect(summarizeHeatmap(at([pixel, 1]), shape)).toContain(`Most of it lies ${where}.`)
  })

  it('says so where only one sign occurs', () => {
    expect(summarizeHeatmap(at([3, 1]), shape)).toContain('All of it speaks for the class.')
    expect(summarizeHeatmap(at([3, -1]), shape)).toContain('All of it speaks against the class.')
  })

  it('says so where there is nothing', () => {
    expect(summarizeHeatmap(new Float32Array(36), shape)).toBe('No relevance anywhere.')
  })
})

describe('summarizeOverlap', () => {
  const masks = (clean: readonly number[], attacked: readonly number[]) => ({
    clean: Uint8Array.from(at(...clean.map((i) => [i, 1] as const))),
    attacked: Uint8Array.from(at(...attacked.map((i) => [i, 1] as const))),
    size: clean.length,
    common: clean.filter((i) => attacked.includes(i)).length,
    ties: { clean: 0, attacked: 0 },
  })

  it('counts the common pixels and says where the others went', () => {
    expect(summarizeOverlap(masks([0, 1, 14], [14, 34, 35]), shape)).toBe(
      '1 of 3 most relevant pixels are common (33 %). Those lost lie in the upper left, those gained in the lower right.',
    )
  })

  it('stops there when nothing was lost', () => {
    expect(summarizeOverlap(masks([0, 1], [0, 1]), shape)).toBe(
      '2 of 2 most relevant pixels are common (100 %).',
    )
  })
})

describe('summarizePrediction', () => {
  it('names the class, its probability and the spread of the draws', () => {
    const prediction = {
      probabilities: Float32Array.of(0.1, 0.9),
      deviation: Float32Array.of(0.05, 0.05),
      class: 1,
    }
    expect(summarizePrediction(prediction, ['shirt', 'coat'])).toBe(
      'coat with 90 %, plus or minus 5 % between draws',
    )
    expect(summarizePrediction({ ...prediction, deviation: new Float32Array(2) }, ['shirt', 'coat'])).toBe(
      'coat with 90 %',
    )
  })
})

describe('overChannels', () => {
  it('adds up the channels of a pixel', () => {
    expect([...overChannels(Float32Array.of(1, 2, 3, -1, 0, 1), [1, 2, 3])]).toEqual([6, 0])
  })
})
