import type { Gray } from './resample.ts'

/** Colors as a canvas gives them: RGBA bytes, [height, width, 4]. */
export interface Rgba {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

/** Lightness of each pixel, 0 black to 1 white; what is transparent lies on white paper (ITU-R BT.601 luma). */
export function grayFromRgba({ data, width, height }: Rgba): Gray {
  const gray = new Float32Array(width * height)
  for (let i = 0; i < gray.length; i++) {
    const luma = 0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!
    const alpha = data[4 * i + 3]! / 255
    gray[i] = Math.min(1, (luma / 255) * alpha + (1 - alpha))
  }
  return { data: gray, width, height }
}

/** Gray level of the background: the median of the border, which is mostly background. */
export function backgroundOf(gray: Gray): number {
  return quantile(border(gray), 0.5)
}

/** Whether a picture shows dark ink on light paper. */
export function isDarkOnLight(gray: Gray): boolean {
  return backgroundOf(gray) > 0.5
}

// Fainter than a tenth of the ink is paper: grain, shadows, the ringing of a JPEG.
const paperGrain = 0.1

/**
 * Ink of a picture, 0 paper and 1 full: the background, read off the border, is taken away,
 * and the darkest (or lightest) hundredth becomes full ink.
 */
export function inkOf(gray: Gray, darkOnLight = isDarkOnLight(gray)): Gray {
  const ink = darkOnLight ? gray.data.map((value) => 1 - value) : gray.data
  const edge = border({ ...gray, data: ink })
  const paper = quantile(edge, 0.5)
  const inked = ink.filter((value) => value > paper + paperGrain)
  if (inked.length === 0) return { ...gray, data: new Float32Array(ink.length) }
  const span = quantile(inked, 0.99) - paper
  const floor = Math.max(paperGrain, (quantile(edge, 0.95) - paper) / span)
  const data = ink.map((value) => {
    const level = (value - paper) / span
    return level < floor ? 0 : Math.min(1, level)
  })
  return { ...gray, data }
}

function border({ data, width, height }: Gray): Float32Array {
  return data.filter((_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return x === 0 || y === 0 || x === width - 1 || y === height - 1
  })
}

function quantile(values: Float32Array, share: number): number {
  const sorted = Float32Array.from(values).sort()
  return sorted[Math.round(share * (sorted.length - 1))] ?? 0
}
