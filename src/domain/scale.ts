/** How many maps share one color scale. */
export type ScaleScope = 'map' | 'row' | 'all'

/** What the end of a scale means: the largest value, or the one that 99.5 % of the values stay below. */
export type ScaleReach = 'percentile' | 'largest'

/** A scale from -max to max: zero is in the middle, whatever the values. */
export interface SymmetricScale {
  /** Relevance drawn in the last color; never 0. */
  readonly max: number
  readonly reach: ScaleReach
  /** Values beyond `max`: drawn in the last color, and said on the legend. */
  readonly clipped: number
  readonly count: number
}

/** Heatmaps are heavy-tailed: four pixels of 784 may be cut off so that the others can be seen. */
export const reachPercentile = 99.5

/**
 * One scale for all the given maps. The percentile is taken over the values that are not 0: a black background
 * says nothing about the size of the others.
 */
export function symmetricScale(
  maps: Iterable<ArrayLike<number>>,
  reach: ScaleReach = 'percentile',
): SymmetricScale {
  const sizes = sortedSizes(maps)
  const largest = sizes.at(-1)
  if (largest === undefined) return { max: 1, reach, clipped: 0, count: 0 }
  const rank = Math.ceil((reachPercentile / 100) * sizes.length) - 1
  const max = reach === 'largest' ? largest : sizes[rank]!
  return { max, reach, clipped: sizes.filter((size) => size > max).length, count: sizes.length }
}

/** Where a value stands on the scale, in [-1, 1]; NaN stands at 0. */
export function position({ max }: SymmetricScale, value: number): number {
  return Math.max(-1, Math.min(1, value / max)) || 0
}

/** A map that reaches less of its scale than this is hard to tell from an empty one. */
const faintShare = 0.1

/**
 * How far a map reaches where it must be told in words: where it has a scale of its own,
 * or is nearly invisible on the one that it shares; otherwise null.
 */
export function reachToTell(map: ArrayLike<number>, scale: SymmetricScale, scope: ScaleScope): number | null {
  if (scope === 'map') return scale.max
  const own = symmetricScale([map], scale.reach)
  return own.count > 0 && own.max < faintShare * scale.max ? own.max : null
}

/**
 * The scale of every map of a grid, rows first, under a scope.
 * A hole in the grid (a network still computing) is undefined and takes part in no scale.
 */
export function scalesOf(
  rows: readonly (readonly (ArrayLike<number> | undefined)[])[],
  scope: ScaleScope,
  reach: ScaleReach = 'percentile',
): readonly (readonly SymmetricScale[])[] {
  const shared = (maps: readonly (ArrayLike<number> | undefined)[]) =>
    symmetricScale(
      maps.filter((map) => map !== undefined),
      reach,
    )
  const all = scope === 'all' ? shared(rows.flat()) : undefined
  return rows.map((row) => {
    const ofRow = scope === 'row' ? shared(row) : all
    return row.map((map) => ofRow ?? shared([map]))
  })
}

function sortedSizes(maps: Iterable<ArrayLike<number>>): Float64Array {
  const sizes: number[] = []
  for (const map of maps) {
    for (let i = 0; i < map.length; i++) {
      const size = Math.abs(map[i]!)
      if (size > 0 && size < Number.POSITIVE_INFINITY) sizes.push(size)
    }
  }
  return Float64Array.from(sizes).sort()
}
