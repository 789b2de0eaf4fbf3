import { type ImageShape, type Picture, picture } from './image.ts'
import type { Rgba } from './ink.ts'
import { grayFromRgba } from './ink.ts'
import { type Box, type Gray, resample } from './resample.ts'

/** A picture cut to the shape's aspect ratio around its middle and scaled; gray where the shape has one channel. */
export function fitted(rgba: Rgba, shape: ImageShape, { inverted = false } = {}): Picture {
  const [height, width, channels] = shape
  const box = middle(rgba, width / height)
  const planes = channels === 1 ? [grayFromRgba(rgba)] : [0, 1, 2].map((c) => plane(rgba, c))
  const data = new Float32Array(height * width * channels)
  planes.forEach((each, c) => {
    resample(each, box, width, height).data.forEach((value, i) => {
      const level = Math.max(0, Math.min(1, value))
      data[i * channels + c] = inverted ? 1 - level : level
    })
  })
  return picture(data, shape)
}

function middle({ width, height }: Rgba, ratio: number): Box {
  const box = {
    width: Math.max(1, Math.min(width, Math.round(height * ratio))),
    height: Math.max(1, Math.min(height, Math.round(width / ratio))),
  }
  return { ...box, left: Math.floor((width - box.width) / 2), top: Math.floor((height - box.height) / 2) }
}

function plane({ data, width, height }: Rgba, channel: number): Gray {
  const values = Float32Array.from({ length: width * height }, (_, i) => {
    const alpha = data[4 * i + 3]! / 255
    return Math.min(1, (data[4 * i + channel]! / 255) * alpha + (1 - alpha))
  })
  return { data: values, width, height }
}
