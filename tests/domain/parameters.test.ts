import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  check,
  choice,
  integer,
  parseText,
  real,
  resolve,
  withoutDefaults,
} from '../../src/domain/parameters.ts'

const specs = {
  budget: real({ label: 'strength', symbol: 'ε', unit: 'pixel, L∞', min: 0, max: 1, default: 0.2 }),
  steps: integer({ label: 'steps', min: 1, max: 100, default: 10 }),
  loss: choice({
    label: 'loss',
    options: [
      { value: 'cross-entropy', label: 'cross-entropy' },
      { value: 'margin', label: 'logit margin' },
    ],
    default: 'cross-entropy',
  }),
}

describe('resolve', () => {
  test('fills in the defaults', () => {
    expect(resolve('attack pgd', specs)).toEqual({ budget: 0.2, steps: 10, loss: 'cross-entropy' })
  })

  test('keeps what was chosen, the ends of a range included', () => {
    const chosen = { budget: 0, steps: 100, loss: 'margin' }
    expect(resolve('attack pgd', specs, chosen)).toEqual(chosen)
    expect(resolve('attack pgd', specs, { budget: 1 }).budget).toBe(1)
  })

  test('gives every value its type', () => {
    const values = resolve('attack pgd', specs)
    expectTypeOf(values.budget).toEqualTypeOf<number>()
    expectTypeOf(values.loss).toEqualTypeOf<'cross-entropy' | 'margin'>()
  })

  // the sentences that the page, the command line and the URL all show
  test.each([
    [{ budget: 7 }, 'attack pgd: budget must be in [0, 1], got 7'],
    [{ budget: -0.1 }, 'attack pgd: budget must be in [0, 1], got -0.1'],
    [{ budget: Number.NaN }, 'attack pgd: budget must be in [0, 1], got NaN'],
    [{ budget: Infinity }, 'attack pgd: budget must be in [0, 1], got Infinity'],
    [{ budget: '0.2' }, 'attack pgd: budget must be in [0, 1], got 0.2'],
    [{ budget: 'much' }, 'attack pgd: budget must be in [0, 1], got much'],
    [{ budget: '' }, 'attack pgd: budget must be in [0, 1], got nothing'],
    [{ steps: 1.5 }, 'attack pgd: steps must be a whole number, got 1.5'],
    [{ steps: 0 }, 'attack pgd: steps must be in [1, 100], got 0'],
    [{ steps: '' }, 'attack pgd: steps must be a whole number, got nothing'],
    [{ loss: 'hinge' }, 'attack pgd: loss must be one of cross-entropy, margin, got hinge'],
    [{ loss: 1 }, 'attack pgd: loss must be one of cross-entropy, margin, got 1'],
    [{ epsilon: 0.1 }, 'attack pgd: unknown parameter epsilon; expected budget, steps, loss'],
  ])('refuses %j in one sentence', (chosen, sentence) => {
    expect(() => resolve('attack pgd', specs, chosen)).toThrow(new RangeError(sentence))
  })

  test('says so when there is nothing to choose', () => {
    expect(() => resolve('rule none', {}, { gamma: 1 })).toThrow('unknown parameter gamma; expected none')
  })
})

describe('parseText', () => {
  test.each([
    ['0.05', 0.05],
    [' 1e-2 ', 0.01],
    ['-3', -3],
    ['much', 'much'],
    ['', ''],
    ['0.2px', '0.2px'],
  ])('reads %j as %j', (text, value) => {
    expect(parseText(specs.budget, text)).toBe(value)
  })

  test('leaves the words of a choice alone, even digits', () => {
    expect(parseText(specs.loss, '1')).toBe('1')
  })

  test('undoes writing for every value in a range', () => {
    for (const value of [0, 1 / 3, 0.1 + 0.2, 1e-7, 1])
      expect(check('x', 'budget', specs.budget, parseText(specs.budget, String(value)))).toBe(value)
  })
})

describe('withoutDefaults', () => {
  test('keeps only what differs', () => {
    expect(withoutDefaults(specs, { budget: 0.2, steps: 20, loss: 'cross-entropy' })).toEqual({ steps: 20 })
  })

  test('loses nothing: what it keeps resolves to the same values', () => {
    const values = resolve('attack pgd', specs, { budget: 0.5, loss: 'margin' })
    expect(resolve('attack pgd', specs, withoutDefaults(specs, values))).toEqual(values)
  })
})
