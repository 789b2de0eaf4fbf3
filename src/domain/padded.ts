import type { ImageShape } from './image.ts'
import { backgroundOf, grayFromRgba, type Rgba } from './ink.ts'

/** A picture of one thing, its background continued on both sides until it has the shape's aspect ratio. */
export function padded(rgba: Rgba, [shapeHeight, shapeWidth]: ImageShape): Rgba {
  const ratio = shapeWidth / shapeHeight
  const width = Math.max(rgba.width, Math.round(rgba.height * ratio))
  const height = Math.max(rgba.height, Math.round(rgba.width / ratio))
  const data = new Uint8ClampedArray(4 * width * height).fill(255)
  const level = Math.round(255 * backgroundOf(grayFromRgba(rgba)))
  for (let i = 0; i < data.length; i += 4) data.fill(level, i, i + 3)
  const [left, top] = [Math.floor((width - rgba.width) / 2), Math.floor((height - rgba.height) / 2)]
  for (let y = 0; y < rgba.height; y++) {
    const row = rgba.data.subarray(4 * y * rgba.width, 4 * (y + 1) * rgba.width)
    data.set(row, 4 * ((top + y) * width + left))
  }
  return { data, width, height }
}
