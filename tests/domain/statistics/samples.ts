import { key, normal, split, stream } from '../../../src/domain/random.ts'
import type { Alternative } from '../../../src/domain/statistics/statistic.ts'

export const alternatives: readonly Alternative[] = ['less', 'greater', 'two-sided']

/** Normal numbers without ties. */
export function sample(name: string, count: number): readonly number[] {
  return [...normal(split(key(7), name), count)]
}

/** Whole numbers from 0 to `largest`: many ties. */
export function coarse(name: string, count: number, largest: number): readonly number[] {
  const next = stream(split(key(8), name))
  return Array.from({ length: count }, () => next() % (largest + 1))
}

/** p as the share of arrangements at most, and at least, as large: slow, from the definition. */
export function enumerated(found: number, all: readonly number[], alternative: Alternative): number {
  const less = all.filter((each) => each <= found + 1e-9).length / all.length
  const greater = all.filter((each) => each >= found - 1e-9).length / all.length
  if (alternative === 'two-sided') return Math.min(1, 2 * Math.min(less, greater))
  return alternative === 'less' ? less : greater
}
