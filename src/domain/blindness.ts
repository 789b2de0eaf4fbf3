import { mean } from './statistics/mean.ts'
import type { ImageValues } from './study.ts'

/** How often an attack by gradients found none at its first step. */
export interface Blindness {
  /** Mean share of the draws whose gradient was exactly zero. */
  readonly draws: number
  /** Share of the images on which it was zero in every draw. */
  readonly images: number
  /** Whether any of these images was changed all the same, as by an attack with a random start. */
  readonly moved: boolean
}

/** null for attacks without gradients. */
export function blindness({ zeroDraws, linf }: Pick<ImageValues, 'zeroDraws' | 'linf'>): Blindness | null {
  if (zeroDraws.length === 0) return null
  const blind = zeroDraws.flatMap((share, i) => (share === 1 ? [linf[i]!] : []))
  return {
    draws: mean(zeroDraws),
    images: blind.length / zeroDraws.length,
    moved: blind.some((distance) => distance > 0),
  }
}
