import { describe, expect, it } from 'vitest'
import {
  percentText,
  probabilityText,
  quantityText,
  relevanceText,
  shareText,
} from '../../src/plots/numbers.ts'

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

  it('write a quantity with three digits that count', () => {
    const quantities = [0, 0.8837, 18, 352.2, 4357, -20_480, 1_234_567, 4.03e-9]
    const texts = ['0', '0.884', '18', '352', '4360', '−20500', '1.23e+6', '4.03e-9']
    expect(quantities.map(quantityText)).toEqual(texts)
  })

  it('write shares with two digits', () => {
    expect([0, 0.436, 1].map(shareText)).toEqual(['.00', '.44', '1.00'])
  })

  it('write none and all of it only where it is', () => {
    const texts = [0, 0.002, 0.4, 0.998, 1].map((share) => percentText(share).replace('\u00a0', ''))
    expect(texts).toEqual(['0%', '<1%', '40%', '>99%', '100%'])
    expect([0.0002, 0.984, 0.9998].map((share) => percentText(share, 1).replace('\u00a0', ''))).toEqual([
      '<0.1%',
      '98.4%',
      '>99.9%',
    ])
  })
})
