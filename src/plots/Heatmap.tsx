import { memo, useCallback, useMemo } from 'react'
import type { ImageShape } from '../domain/image.ts'
import { position, type SymmetricScale } from '../domain/scale.ts'
import { overChannels, summarizeHeatmap } from '../domain/summary.ts'
import { relevanceText } from './numbers.ts'
import { type MapProps, PixelMap } from './PixelMap.tsx'
import { relevanceColor } from './relevanceColor.ts'

export interface HeatmapProps extends MapProps {
  /** Relevance of every input value, [h, w, c]; a pixel shows the sum over its channels. */
  readonly values: Float32Array
  readonly scale: SymmetricScale
  /** 'clean', 'attacked', 'difference', … */
  readonly stage: string
}

/** Signed relevance as pixels: blue against, red for, paper-white none. */
export const Heatmap = memo(function Heatmap({ values, scale, label, ...map }: HeatmapProps) {
  const { shape } = map
  const relevance = useMemo(() => overChannels(values, shape), [values, shape])
  const pixels = useMemo(() => colored(relevance, scale, shape), [relevance, scale, shape])
  const name = useMemo(() => `${label}. ${summarizeHeatmap(values, shape)}`, [label, values, shape])
  const readout = useCallback(
    (index: number) => relevanceText(relevance[index] ?? 0, scale.max),
    [relevance, scale],
  )
  return <PixelMap {...map} plot="heatmap" label={name} pixels={pixels} readout={readout} />
})

function colored(relevance: Float32Array, scale: SymmetricScale, [height, width]: ImageShape) {
  const pixels = new Uint8ClampedArray(height * width * 4)
  relevance.forEach((value, i) => {
    pixels.set(relevanceColor(position(scale, value)), 4 * i)
    pixels[4 * i + 3] = 255
  })
  return pixels
}
