import { type Key, key, normal, split } from '../../domain/random.ts'
import type { Architecture } from '../nn/architecture.ts'
import { checkDraw, type LayerWeights, type Posterior } from './posterior.ts'

/** Mean-field Gaussian: every weight independent, with its own mean and scale (standard deviation). */
export interface MeanField {
  readonly mean: readonly LayerWeights[]
  readonly scale: readonly LayerWeights[]
}

/**
 * Draw s is mean + scale * noise, the noise keyed by seed, draw and tensor name:
 * the same networks in the page, in a study and in a test, and the first 10 of 100 are the 10.
 */
export function gaussian(
  architecture: Architecture,
  { mean, scale }: MeanField,
  { seed, draws }: { readonly seed: number; readonly draws: number },
): Posterior {
  const posterior: Posterior = {
    kind: 'gaussian',
    architecture,
    draws,
    draw(s, into) {
      checkDraw(posterior, s)
      const from = split(key(seed), s)
      return mean.map((layer, l) => ({
        w: sample(layer.w, scale[l]!.w, split(from, `w${l}`), into?.[l]?.w),
        b: sample(layer.b, scale[l]!.b, split(from, `b${l}`), into?.[l]?.b),
      }))
    },
  }
  return posterior
}

function sample(mean: Float32Array, scale: Float32Array, from: Key, into?: Float32Array): Float32Array {
  const out = normal(from, mean.length, into)
  for (let i = 0; i < out.length; i++) out[i] = mean[i]! + scale[i]! * out[i]!
  return out
}
