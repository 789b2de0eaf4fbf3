import { describe, expect, it } from 'vitest'
import { digit } from '../../src/domain/digit.ts'
import { fitted } from '../../src/domain/fitted.ts'
import type { Picture } from '../../src/domain/image.ts'
import { grayFromRgba, inkOf, isDarkOnLight, type Rgba } from '../../src/domain/ink.ts'
import { padded } from '../../src/domain/padded.ts'
import { rasterize } from '../../src/domain/strokes.ts'
import { testDigits } from './testDigits.ts'

const cross = [
  {
    points: [
      { x: 0.3, y: 0.3 },
      { x: 0.7, y: 0.7 },
    ],
    width: 0.1,
  },
  {
    points: [
      { x: 0.3, y: 0.7 },
      { x: 0.6, y: 0.4 },
    ],
    width: 0.1,
  },
]
const drawn = rasterize(cross, 200)

/** A gray picture as a canvas would give it. */
function rgba(levels: ArrayLike<number>, width: number): Rgba {
  const data = new Uint8ClampedArray(levels.length * 4).fill(255)
  for (let i = 0; i < levels.length; i++) data.fill(Math.round(255 * levels[i]!), 4 * i, 4 * i + 3)
  return { data, width, height: levels.length / width }
}

const difference = (a: Picture, b: Picture) =>
  Math.max(...a.data.map((value, i) => Math.abs(value - b.data[i]!)))

describe('inkOf', () => {
  it('reads dark ink on light paper and light ink on dark ground alike', () => {
    const light = grayFromRgba(
      rgba(
        drawn.data.map((ink) => 1 - ink),
        200,
      ),
    )
    const dark = grayFromRgba(rgba(drawn.data, 200))
    expect([isDarkOnLight(light), isDarkOnLight(dark)]).toEqual([true, false])
    expect(difference(digit(inkOf(light)).picture, digit(inkOf(dark)).picture)).toBeLessThan(0.02)
  })

  it('takes away gray paper and its grain, and makes faint ink full', () => {
    const photo = drawn.data.map((ink, i) => 0.75 - 0.5 * ink + 0.03 * Math.sin(i * 12.9898))
    const { picture } = digit(inkOf(grayFromRgba(rgba(photo, 200))))
    expect(difference(picture, digit(drawn).picture)).toBeLessThan(0.2)
  })

  it('finds no ink on blank paper', () => {
    expect(
      inkOf(grayFromRgba(rgba(new Float32Array(400).fill(0.9), 20))).data.every((ink) => ink === 0),
    ).toBe(true)
  })

  it('obeys the one who knows better', () => {
    const gray = grayFromRgba(rgba(drawn.data, 200))
    const turned = inkOf(gray, true)
    expect(turned.data[0]).toBe(0)
    expect(turned.data).not.toEqual(inkOf(gray).data)
  })

  it('gives an uploaded test digit back, but for what is fainter than a tenth', async () => {
    for (const picture of await testDigits(30)) {
      const { picture: again } = digit(inkOf(grayFromRgba(rgba(picture.data, 28))))
      const error = again.data.reduce((sum, value, i) => sum + Math.abs(value - picture.data[i]!), 0)
      expect(error / picture.data.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.03)
    }
  })
})

describe('grayFromRgba', () => {
  it('lays what is transparent on white paper', () => {
    const data = Uint8ClampedArray.of(0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255)
    expect([...grayFromRgba({ data, width: 3, height: 1 }).data]).toEqual([1, 0, 1])
  })
})

describe('padded', () => {
  it('continues the background of a tall picture on both sides, and keeps all of it', () => {
    const tall = rgba([0.8, 0.8, 0.8, 0.2, 0.8, 0.8, 0.8, 0.8, 0.8], 1)
    const { data, width, height } = padded(tall, [28, 28, 1])
    expect([width, height]).toEqual([9, 9])
    const gray = grayFromRgba({ data, width, height }).data
    expect(gray[0]).toBeCloseTo(0.8, 2)
    expect([...gray].filter((level) => level < 0.5)).toHaveLength(1)
    expect(gray[3 * 9 + 4]).toBeCloseTo(0.2, 2)
  })

  it('leaves a picture of the right aspect ratio as it is', () => {
    const picture = rgba([0, 0.4, 0.6, 1], 2)
    expect(padded(picture, [28, 28, 1])).toEqual(picture)
  })
})

describe('fitted', () => {
  const wide = rgba([0, 0, 0.2, 0.6, 1, 1, 0, 0, 0.2, 0.6, 1, 1], 6)

  it('keeps the middle and the aspect ratio', () => {
    const { data } = fitted(wide, [1, 1, 1])
    expect(data[0]).toBeCloseTo(0.4, 2)
  })

  it('turns gray levels round when asked', () => {
    const [plain, turned] = [fitted(wide, [2, 2, 1]), fitted(wide, [2, 2, 1], { inverted: true })]
    expect([...turned.data].map((value, i) => Math.fround(value + plain.data[i]!))).toEqual([1, 1, 1, 1])
  })

  it('keeps colors apart where the data set has them', () => {
    const red = { data: Uint8ClampedArray.of(255, 0, 0, 255), width: 1, height: 1 }
    expect([...fitted(red, [1, 1, 3]).data]).toEqual([1, 0, 0])
  })
})
