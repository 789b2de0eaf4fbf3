import { describe, expect, it } from 'vitest'
import type { Family } from '../../src/domain/catalogue.ts'
import { modelMark, modelStyles } from '../../src/plots/modelStyle.ts'
import { probabilityColor } from '../../src/plots/probabilityColor.ts'
import { paperWhite, relevanceColor, relevanceCss } from '../../src/plots/relevanceColor.ts'

const steps = Array.from({ length: 101 }, (_, i) => i / 100)

/** CIELAB lightness, 0 … 100. */
const lightness = (rgb: readonly number[]) => {
  const y = luminance(rgb)
  return y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (y * 24389) / 27
}
const luminance = (rgb: readonly number[]) => {
  const [r, g, b] = rgb.map((value) => linear(value / 255))
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}
const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const channels = (text: string) =>
  text.startsWith('#')
    ? [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16))
    : text.match(/\d+/g)!.map(Number)
const contrast = (a: string, b: string) => {
  const [dark, light] = [luminance(channels(a)), luminance(channels(b))].sort((x, y) => x - y)
  return (light! + 0.05) / (dark! + 0.05)
}

describe('the color of relevance', () => {
  it('is exactly paper-white at zero', () => {
    expect([...relevanceColor(0)]).toEqual(channels(paperWhite))
  })

  it('is as light for as against: a value and its opposite differ in hue only', () => {
    // 2.3 is the smallest difference that people notice (Mahy et al. 1994)
    for (const step of steps)
      expect(Math.abs(lightness(relevanceColor(step)) - lightness(relevanceColor(-step)))).toBeLessThan(2)
  })

  it('gets darker with every step away from zero', () => {
    for (const sign of [-1, 1]) {
      const lights = steps.map((step) => lightness(relevanceColor(sign * step)))
      lights.slice(1).forEach((light, i) => expect(light).toBeLessThan(lights[i]!))
    }
  })

  it('gets darker evenly: equal steps of relevance are equal steps of lightness', () => {
    const falls = steps
      .slice(1)
      .map((step, i) => lightness(relevanceColor(steps[i]!)) - lightness(relevanceColor(step)))
    expect(Math.max(...falls)).toBeLessThan(2 * (falls.reduce((a, b) => a + b) / falls.length))
  })

  it('is red for and blue against', () => {
    for (const step of steps.slice(10)) {
      const [r, , b] = relevanceColor(step)
      const [r2, , b2] = relevanceColor(-step)
      expect(r).toBeGreaterThan(b)
      expect(b2).toBeGreaterThan(r2)
    }
  })

  it('ends at the end of the scale, and shows NaN as nothing', () => {
    expect(relevanceColor(7)).toEqual(relevanceColor(1))
    expect(relevanceColor(Number.NaN)).toEqual(relevanceColor(0))
    expect(relevanceCss(0)).toBe(`rgb(${channels(paperWhite).join(', ')})`)
  })

  // Deuteranopia and protanopia after Viénot, Brettel & Mollon 1999, on linear RGB.
  it.each([
    ['deuteranopia', [0.29275, 0.70725, -0.02234, 1.02234]],
    ['protanopia', [0.11238, 0.88762, 0.00401, 0.99599]],
  ])('keeps for and against apart under %s', (_, [rr, rg, br, bb]) => {
    const seen = ([r, g, b]: readonly number[]) => {
      const yellow = rr! * linear(r! / 255) + rg! * linear(g! / 255)
      const blue = br! * (linear(r! / 255) - linear(g! / 255)) + bb! * linear(b! / 255)
      return [yellow, blue]
    }
    for (const step of steps.slice(20)) {
      const [plus, minus] = [seen(relevanceColor(step)), seen(relevanceColor(-step))]
      // the ratio of blue to yellow light, the one hue that is left
      expect(minus[1]! / minus[0]!).toBeGreaterThan(1.2 * (plus[1]! / plus[0]!))
    }
  })
})

describe('the color of a probability', () => {
  it('gets darker with the probability, within one hue', () => {
    const lights = steps.map((step) => lightness(channels(probabilityColor(step))))
    lights.slice(1).forEach((light, i) => expect(light).toBeLessThan(lights[i]!))
    for (const step of steps.slice(5)) {
      const [r, g, b] = channels(probabilityColor(step))
      expect(b! > r! && r! > g!).toBe(true)
    }
  })
})

describe('the look of a family of networks', () => {
  const families = Object.keys(modelStyles) as Family[]

  it('has the colors of Okabe and Ito on light paper', () => {
    expect(families.map((family) => modelStyles[family].light)).toEqual([
      '#4D4D4D',
      '#D55E00',
      '#009E73',
      '#0072B2',
    ])
  })

  it('can be seen on light and on dark paper', () => {
    for (const family of families) {
      expect(contrast(modelStyles[family].light, '#ffffff')).toBeGreaterThan(3) // graphics, WCAG 1.4.11
      expect(contrast(modelStyles[family].dark, '#16181b')).toBeGreaterThan(4.5)
    }
  })

  it('has a mark of its own', () => {
    expect(new Set(families.map((family) => modelMark(family, 60))).size).toBe(families.length)
    expect(new Set(families.map((family) => modelStyles[family].shapeName)).size).toBe(families.length)
  })
})
