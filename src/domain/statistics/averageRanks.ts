import { rank } from 'd3-array'

/** Ranks from 1 on; equal values share the mean of theirs. `ties` holds the size of every group of equals. */
export interface Ranks {
  readonly ranks: Float64Array
  readonly ties: readonly number[]
}

export function averageRanks(values: readonly number[]): Ranks {
  const lowest = rank(values) // from 0 on, the lowest for all equals
  const sizes = new Map<number, number>()
  for (const each of lowest) sizes.set(each, (sizes.get(each) ?? 0) + 1)
  const ranks = lowest.map((each) => each + (sizes.get(each)! + 1) / 2)
  return { ranks, ties: [...sizes.values()].filter((size) => size > 1) }
}

/** Σ (t³ - t) over the groups of t equals: what ties take from a rank statistic's variance. */
export function tieTerm({ ties }: Ranks): number {
  return ties.reduce((sum, t) => sum + (t ** 3 - t), 0)
}
