import { describe, expect, it } from 'vitest'
import { correlationTail } from '../../../src/domain/statistics/correlationTail.ts'
import { normalTail } from '../../../src/domain/statistics/normalTail.ts'

const relative = (ours: number, known: number) => Math.abs(ours / known - 1)

describe('the tail of a standard normal', () => {
  // python -c "from scipy.stats import norm; print([norm.sf(z) for z in (-1, .5, 1.96, 2.999, 3, 5, 10, 37)])" (1.17.1)
  it.each([
    [-1, 0.8413447460685429],
    [0.5, 0.3085375387259869],
    [1.96, 0.024997895148220435],
    [2.999, 0.001354336533727106],
    [3, 0.0013498980316300933],
    [5, 2.866515718791933e-7],
    [10, 7.61985302416047e-24],
    [37, 5.7255712225239266e-300],
  ])('beyond %f is %f, to 12 digits of itself', (z, known) => {
    expect(relative(normalTail(z), known)).toBeLessThan(1e-12)
  })

  it('is one half at 0, 0 and 1 at the ends', () => {
    expect([Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY].map(normalTail)).toEqual([1, 0.5, 0])
  })

  it('falls without a step where series and fraction meet', () => {
    const tails = Array.from({ length: 2000 }, (_, i) => normalTail(2.99 + i * 1e-5))
    expect(tails.every((tail, i) => i === 0 || tail < tails[i - 1]!)).toBe(true)
  })
})

describe('the tail of a correlation', () => {
  // t = r √((n - 2)/(1 - r²)); 2 * scipy.stats.t.sf(abs(t), n - 2) (1.17.1)
  it.each([
    [0.5, 3, 0.6666666666666666],
    [0.5, 4, 0.5],
    [0.1, 20, 0.6748712326262114],
    [0.3, 21, 0.18641143545847974],
    [0.01, 500, 0.8234944799796926],
    [0.8, 500, 1.4752066240465895e-112],
    [-0.9, 501, 4.438641144858938e-182],
    [0.999, 10, 4.369752187187264e-12],
  ])('of %f among %i pairs is %f, to 11 digits of itself', (r, n, known) => {
    expect(relative(correlationTail(r, n), known)).toBeLessThan(1e-11)
  })

  it.each([3, 4, 5, 100, 101])('runs from 1 at no correlation to 0 at a perfect one among %i pairs', (n) => {
    const tails = Array.from({ length: 101 }, (_, i) => correlationTail(i / 100, n))
    expect(tails[0]).toBe(1)
    expect(tails[100]).toBeCloseTo(0, 15)
    expect(tails.every((tail, i) => i === 0 || tail < tails[i - 1]!)).toBe(true)
  })
})
