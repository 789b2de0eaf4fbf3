import { describe, expect, it } from 'vitest'
import { integer, real } from '../../src/domain/parameters.ts'
import { fromSlider, sliderStep, toSlider } from '../../src/ui/controls/sliderScale.ts'
import { nextOf } from '../../src/ui/panels/rail/nextOf.ts'

const budget = real({ label: 'budget', min: 0, max: 1, default: 0.2 })
const stabilizer = real({ label: 'stabilizer', min: 0, max: 10, default: 0.1 })
const draws = integer({ label: 'draws', min: 1, max: 100, default: 50 })

describe('a slider', () => {
  it('moves in steps a person would write', () => {
    expect(sliderStep(budget)).toBe(0.01)
    expect(sliderStep(draws)).toBe(1)
  })

  it('brings back the value it shows, linear or not', () => {
    for (const spec of [budget, draws])
      expect(fromSlider(spec, toSlider(spec, spec.default))).toBe(spec.default)
    expect(fromSlider(stabilizer, toSlider(stabilizer, 0.1))).toBeCloseTo(0.1, 1)
  })

  it('reaches both ends', () => {
    for (const spec of [budget, stabilizer, draws]) {
      expect(fromSlider(spec, toSlider(spec, spec.min))).toBe(spec.min)
      expect(fromSlider(spec, toSlider(spec, spec.max))).toBe(spec.max)
    }
  })

  it('gives a small default room on both sides', () => {
    expect(toSlider(stabilizer, 0.1)).toBeGreaterThan(15)
  })
})

describe('the next picture of a class', () => {
  const labels = Uint8Array.from([7, 2, 1, 7])
  it('comes after the one at hand, round the end', () => {
    expect(nextOf(labels, 7, 0)).toBe(3)
    expect(nextOf(labels, 7, 3)).toBe(0)
  })
  it('is the one at hand where the class is empty', () => {
    expect(nextOf(labels, 9, 2)).toBe(2)
  })
})
