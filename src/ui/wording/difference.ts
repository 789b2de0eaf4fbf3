import type { TrialResult } from '../../domain/trial.ts'

/** Relevance after minus before, and how much that is of the relevance there was. */
export interface Difference {
  readonly values: Float32Array
  /** Σ |after − before| / Σ |before|; null where there was none. */
  readonly share: number | null
  /** Pixel that changed most. */
  readonly most: number
}

const known = new WeakMap<TrialResult, Difference>()

/** Computed once a result. */
export function differenceOf(result: TrialResult): Difference {
  const before = known.get(result)
  if (before) return before
  const difference = compute(result)
  known.set(result, difference)
  return difference
}

function compute({ clean, attacked }: TrialResult): Difference {
  const values = attacked.heatmap.mean.map((after, at) => after - clean.heatmap.mean[at]!)
  const mass = sumOfSizes(clean.heatmap.mean)
  let most = 0
  values.forEach((value, at) => {
    if (Math.abs(value) > Math.abs(values[most]!)) most = at
  })
  return { values, share: mass > 0 ? sumOfSizes(values) / mass : null, most }
}

function sumOfSizes(values: Float32Array): number {
  return values.reduce((sum, value) => sum + Math.abs(value), 0)
}
