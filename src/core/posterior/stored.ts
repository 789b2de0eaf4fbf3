import type { Architecture } from '../nn/architecture.ts'
import {
  checkDraw,
  type LayerWeights,
  type Posterior,
  type Quantized,
  type QuantizedLayer,
} from './posterior.ts'

export type StoredDraw = readonly QuantizedLayer[]

/**
 * Draws of a Markov chain, kept in eight bits and widened one draw at a time. `draws` may be filled in later;
 * those that have not been read are refused.
 */
export function stored(
  architecture: Architecture,
  draws: readonly (StoredDraw | undefined)[],
): Posterior & Required<Pick<Posterior, 'levels'>> {
  const posterior = {
    kind: 'stored' as const,
    architecture,
    draws: draws.length,
    draw: (s: number) =>
      posterior.levels(s).map((layer): LayerWeights => ({ w: dequantize(layer.w), b: dequantize(layer.b) })),
    levels(s: number): StoredDraw {
      checkDraw(posterior, s)
      const draw = draws[s]
      if (!draw) throw new RangeError(`posterior of ${architecture.id}: draw ${s} has not been read`)
      return draw
    },
  }
  return posterior
}

/** Eight bits a weight, the largest in size at ±127: an error of at most half a step, 0.4 % of the largest. */
export function quantize(values: Float32Array): Quantized {
  let largest = 0
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!))
  // rounded to float32 first, because that is what the file keeps
  const scale = Math.fround(largest / 127) || 1
  const levels = new Int8Array(values.length)
  for (let i = 0; i < values.length; i++) levels[i] = Math.round(values[i]! / scale)
  return { levels, scale }
}

export function dequantize({ levels, scale }: Quantized): Float32Array {
  const out = new Float32Array(levels.length)
  for (let i = 0; i < out.length; i++) out[i] = scale * levels[i]!
  return out
}
