import { describe, expect, it } from 'vitest'
import { centerOfMass, digit, inkBox } from '../../src/domain/digit.ts'
import type { Picture } from '../../src/domain/image.ts'
import { type Gray, resample } from '../../src/domain/resample.ts'
import { testDigits } from './testDigits.ts'

/** A full rectangle on an empty field. */
function rectangle(side: number, box: { left: number; top: number; width: number; height: number }): Gray {
  const data = new Float32Array(side * side)
  for (let y = box.top; y < box.top + box.height; y++)
    data.fill(1, y * side + box.left, y * side + box.left + box.width)
  return { data, width: side, height: side }
}

const asGray = ({ data, shape: [height, width] }: Picture): Gray => ({ data, width, height })
const total = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0)

describe('digit', () => {
  it('brings a blob drawn in a corner to the middle', () => {
    const { picture, placed } = digit(rectangle(280, { left: 200, top: 10, width: 50, height: 50 }))
    expect(placed).toEqual({ left: 4, top: 4, width: 20, height: 20 })
    expect(total(picture.data)).toBe(400)
  })

  it('keeps the aspect ratio: a bar four times as high as wide becomes 5 × 20', () => {
    const { placed } = digit(rectangle(280, { left: 30, top: 60, width: 40, height: 160 }))
    expect([placed.width, placed.height]).toEqual([5, 20])
  })

  it('places the center of mass in pixel (14, 14), not the middle of the box', () => {
    const gray = rectangle(280, { left: 40, top: 40, width: 20, height: 200 })
    for (let y = 200; y < 240; y++) gray.data.fill(1, y * 280 + 40, y * 280 + 180) // an L
    const { picture } = digit(gray)
    for (const axis of ['x', 'y'] as const) {
      const center = centerOfMass(asGray(picture), axis)
      expect(center).toBeGreaterThanOrEqual(13.5)
      expect(center).toBeLessThan(14.5)
    }
  })

  it('stays on the field when all the mass is at one end', () => {
    const gray = rectangle(280, { left: 0, top: 0, width: 280, height: 4 })
    for (let y = 0; y < 280; y++) gray.data[y * 280] = 0.01 // a faint hair, twenty high
    const { placed } = digit(gray)
    expect(placed.top).toBeGreaterThanOrEqual(0)
    expect(placed.top + placed.height).toBeLessThanOrEqual(28)
  })

  it('gives the same digit wherever and however large it was drawn', () => {
    const small = digit(rectangle(140, { left: 5, top: 90, width: 20, height: 40 })).picture.data
    const large = digit(rectangle(560, { left: 300, top: 20, width: 100, height: 200 })).picture.data
    expect(large).toEqual(small)
  })

  it('enlarges what is smaller than the box', () => {
    const { placed, picture } = digit(rectangle(28, { left: 3, top: 3, width: 5, height: 10 }))
    expect([placed.width, placed.height]).toEqual([10, 20])
    expect(Math.max(...picture.data)).toBe(1)
  })

  it('refuses a drawing of nothing with a sentence that says what to do', () => {
    const nothing = { data: new Float32Array(100), width: 10, height: 10 }
    expect(() => digit(nothing)).toThrow(
      'drawing: there is no ink to read; draw a digit, or choose one from the test set',
    )
  })

  it('leaves test digits as they are: they were made this way', async () => {
    const pictures = await testDigits(500)
    const changed = pictures.filter(({ data, shape }) => {
      const again = digit({ data, width: shape[1], height: shape[0] }).picture.data
      return again.some((value, i) => value !== data[i])
    })
    // boxes of 19 pixels, which the original bilevel images left
    expect(changed.length / pictures.length).toBeLessThan(0.02)
  })

  it('finds a test digit again in a drawing five times as large', async () => {
    const pictures = await testDigits(50)
    for (const picture of pictures) {
      const large = enlarged(picture, 5)
      const again = digit(large).picture.data
      const error = again.reduce((sum, value, i) => sum + Math.abs(value - picture.data[i]!), 0)
      expect(error / total(picture.data)).toBeLessThan(0.06)
    }
  })
})

/** Every pixel as a square of `times` pixels. */
function enlarged({ data }: Picture, times: number): Gray {
  const side = 28 * times
  const at = (i: number) => Math.floor(Math.floor(i / side) / times) * 28 + Math.floor((i % side) / times)
  return {
    data: Float32Array.from({ length: side * side }, (_, i) => data[at(i)]!),
    width: side,
    height: side,
  }
}

describe('resample', () => {
  const gray = { data: Float32Array.from({ length: 42 }, (_, i) => (i % 5) / 5), width: 7, height: 6 }
  const whole = { left: 0, top: 0, width: 7, height: 6 }

  it('changes nothing at the same size', () => {
    expect(resample(gray, whole, 7, 6)).toEqual(gray)
  })

  it.each([
    [3, 2],
    [5, 5],
    [1, 1],
    [7, 2],
  ])('keeps the mean when it reduces to %i × %i', (width, height) => {
    const { data } = resample(gray, whole, width, height)
    expect(total(data) / data.length).toBeCloseTo(total(gray.data) / 42, 6)
  })

  it.each([
    [20, 20],
    [8, 3],
    [7, 12],
  ])('keeps a constant constant at %i × %i', (width, height) => {
    const flat = { data: new Float32Array(42).fill(0.4), width: 7, height: 6 }
    expect(resample(flat, whole, width, height).data.every((value) => Math.abs(value - 0.4) < 1e-6)).toBe(
      true,
    )
  })

  it('is the mean of two by two pixels at half the size', () => {
    const four = { data: Float32Array.of(0, 1, 0.5, 0.5, 1, 0, 0.5, 0.1), width: 4, height: 2 }
    const { data } = resample(four, { left: 0, top: 0, width: 4, height: 2 }, 2, 1)
    expect(data[0]).toBeCloseTo(0.5, 6)
    expect(data[1]).toBeCloseTo(0.4, 6)
  })
})

describe('inkBox', () => {
  it('is the smallest box around the ink', () => {
    const box = { left: 3, top: 7, width: 4, height: 2 }
    expect(inkBox(rectangle(20, box))).toEqual(box)
  })
})
