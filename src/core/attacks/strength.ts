import { clamp } from './attack.ts'
import { distances } from './audit.ts'

export type Norm = 'linf' | 'l2'

/**
 * The attacked image scaled along its own change until it is `value` away from the clean one, within [0, 1]:
 * so that attacks on different networks can be compared at equal strength. An unchanged image stays so; where
 * the pixel range forbids the distance, the farthest image on the way is returned.
 */
export function matchStrength(
  clean: Float32Array,
  attacked: Float32Array,
  norm: Norm,
  value: number,
): Float32Array {
  const scaled = (by: number) => attacked.map((a, i) => clamp(clean[i]! + by * (a - clean[i]!)))
  const distance = (by: number) => distances(clean, scaled(by))[norm]
  if (distances(clean, attacked)[norm] === 0) return attacked
  let [low, high] = [0, 1]
  while (distance(high) < value && high < farthest) high *= 2
  for (let halving = 0; halving < 40; halving++) {
    const middle = (low + high) / 2
    if (distance(middle) < value) low = middle
    else high = middle
  }
  return scaled(high)
}

const farthest = 2 ** 20 // beyond this every pixel that moves at all is at the end of its range
