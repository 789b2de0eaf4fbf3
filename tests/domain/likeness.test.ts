import { beforeAll, describe, expect, it } from 'vitest'
import { digit } from '../../src/domain/digit.ts'
import type { Picture } from '../../src/domain/image.ts'
import {
  digitMeasures,
  likeness,
  measureDigit,
  measuredPercentiles,
  testSetPercentiles,
} from '../../src/domain/likeness.ts'
import { rasterize } from '../../src/domain/strokes.ts'
import { percentile } from './percentile.ts'
import { testDigits } from './testDigits.ts'

const seven = (width: number) => [
  {
    points: [
      { x: 0.25, y: 0.2 },
      { x: 0.75, y: 0.2 },
      { x: 0.42, y: 0.85 },
    ],
    width,
  },
]
const drawn = (width: number) => digit(rasterize(seven(width), 280)).picture

describe('likeness', () => {
  let pictures: readonly Picture[]
  beforeAll(async () => {
    pictures = await testDigits()
  })

  it('holds the percentiles that the test set has', () => {
    const measured = pictures.map(measureDigit)
    for (const measure of digitMeasures) {
      const sorted = measured.map((each) => each[measure]).sort((a, b) => a - b)
      measuredPercentiles.forEach((percent, i) => {
        expect(testSetPercentiles[measure][i]).toBeCloseTo(percentile(sorted, percent), 3)
      })
    }
  })

  it('calls few test images unlike the test set', () => {
    const unlike = pictures.filter((each) => likeness(each).some((fact) => fact.unlike !== null))
    expect(unlike.length / pictures.length).toBeLessThan(0.03)
  })

  it('finds a seven of the usual pen like the others', () => {
    expect(likeness(drawn(0.09)).map((fact) => fact.unlike)).toEqual([null, null, null])
  })

  it('tells a pen that is much too thick or too thin', () => {
    const width = (pen: number) => likeness(drawn(pen)).find((fact) => fact.measure === 'strokeWidth')!.unlike
    expect(width(0.3)).toBe('high')
    expect(width(0.012)).toBe('low')
  })

  it('measures the width of a straight bar', () => {
    const data = new Float32Array(784)
    for (let y = 4; y < 24; y++) data.fill(1, y * 28 + 12, y * 28 + 15)
    // 3 × 20: area 60, outline 46
    expect(measureDigit({ data, shape: [28, 28, 1] }).strokeWidth).toBeCloseTo(120 / 46, 1)
  })

  it('goes from 0 to 100 with the measure', () => {
    const percentiles = [0.012, 0.05, 0.09, 0.14, 0.3].map(
      (pen) => likeness(drawn(pen)).find((fact) => fact.measure === 'strokeWidth')!.percentile,
    )
    expect(percentiles).toEqual([...percentiles].sort((a, b) => a - b))
    expect(percentiles[0]).toBe(0)
    expect(percentiles.at(-1)).toBe(100)
  })
})
