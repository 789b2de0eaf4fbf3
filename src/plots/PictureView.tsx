import { memo, useCallback, useMemo } from 'react'
import type { Picture } from '../domain/image.ts'
import { quantityText } from './numbers.ts'
import { type MapProps, PixelMap } from './PixelMap.tsx'
import { pixelSelected, TopKMarks } from './TopKMarks.tsx'

export interface PictureViewProps extends Omit<MapProps, 'shape'> {
  readonly picture: Picture
  /** 'clean', 'attacked', 'control', 'drawn', … */
  readonly stage: string
  /** The k % most relevant input values as a mask of 0 and 1, [h, w, c]. */
  readonly mask?: Uint8Array
}

/** The image itself: 0 is black as the network reads it, never smoothed. */
export const PictureView = memo(function PictureView({ picture, mask, ...map }: PictureViewProps) {
  const pixels = useMemo(() => grayPixels(picture), [picture])
  const readout = useCallback((index: number) => pixelText(picture, index), [picture])
  return (
    <PixelMap {...map} plot="picture" shape={picture.shape} pixels={pixels} readout={readout}>
      {mask && <TopKMarks selected={pixelSelected(mask, picture.shape)} shape={picture.shape} />}
    </PixelMap>
  )
})

/** RGBA of a gray or RGB picture, [h, w, 4]; `tone` may change its levels. */
export function grayPixels({ data, shape }: Picture, tone: (value: number) => number = (value) => value) {
  const [height, width, channels] = shape
  const pixels = new Uint8ClampedArray(height * width * 4)
  for (let i = 0; i < height * width; i++) {
    for (let c = 0; c < 3; c++) pixels[4 * i + c] = 255 * tone(data[i * channels + (channels === 1 ? 0 : c)]!)
    pixels[4 * i + 3] = 255
  }
  return pixels
}

function pixelText({ data, shape: [, , channels] }: Picture, index: number): string {
  return Array.from({ length: channels }, (_, c) => quantityText(data[index * channels + c] ?? 0)).join(' ')
}
