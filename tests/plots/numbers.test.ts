import { describe, expect, it } from 'vitest'
import { probabilityText, relevanceText, shareText } from '../../src/plots/numbers.ts'

describe('numbers in plots', () => {
  it.each([
    [0, 0.2, '0'],
    [0.0132, 0.2, '+0.013'],
    [-0.0004, 0.034, '−0.0004'],
    [-1e-9, 0.2, '−0'],
    [12.34, 30, '+12.3'],
    [1234.5, 4000, '+1235'],
    [3e-8, 1e-7, '+3.0e-8'],
  ])('write relevance %d to a thousandth of the scale’s end %d', (value, max, text) => {
    expect(relevanceText(value, max)).toBe(text)
  })

  it('never call a probability certain or impossible that is not', () => {
    expect([0, 0.001, 0.5, 0.999, 1].map(probabilityText)).toEqual(['.00', '<.01', '.50', '>.99', '1'])
  })

  it('write shares with two digits', () => {
    expect([0, 0.436, 1].map(shareText)).toEqual(['.00', '.44', '1.00'])
  })
})
