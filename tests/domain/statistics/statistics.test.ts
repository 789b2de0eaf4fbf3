import { describe, expect, it } from 'vitest'
import type { Formula } from '../../../src/domain/formula.ts'
import { statistics } from '../../../src/domain/statistics/index.ts'

it('every statistic has an id of its own', () => {
  expect(new Set(statistics.map(({ id }) => id)).size).toBe(statistics.length)
})

describe.each(statistics)('$id', ({ label, source, summary, formula }) => {
  it('says what it is, where it comes from and how it is computed', () => {
    expect(label).not.toBe('')
    expect(source).toMatch(/\d{4}|Figure/)
    expect(summary).toMatch(/^[A-Z][^.]*(\d\.\d[^.]*)*\.$/) // one sentence
    expect(formula.length).toBeGreaterThan(0)
  })

  it('has a formula whose brackets close', () => {
    for (const line of formula) {
      for (const [open, close] of ['()', '[]'])
        expect(count(letters(line), open!)).toBe(count(letters(line), close!))
    }
  })
})

function letters(formula: Formula): string {
  if (typeof formula === 'string') return formula
  if ('kind' in formula) {
    switch (formula.kind) {
      case 'fraction':
        return letters([formula.numerator, formula.denominator])
      case 'root':
        return letters(formula.radicand)
      case 'scripted':
        return letters([formula.base, formula.below ?? '', formula.above ?? ''])
      default:
        return formula satisfies never
    }
  }
  return formula.map(letters).join(' ')
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1
}
