/** Distances between a clean and an attacked image, and how much of the step the pixel range cut off. */
export interface Distances {
  readonly linf: number
  readonly l2: number
  readonly l0: number
  readonly clipped: number
}

/** Measures what was really applied: the images themselves are compared, whatever the attack meant to do. */
export function distances(clean: Float32Array, attacked: Float32Array): Distances {
  const changes = attacked.map((value, i) => value - clean[i]!)
  const linf = changes.reduce((largest, change) => Math.max(largest, Math.abs(change)), 0)
  const l2 = Math.sqrt(changes.reduce((sum, change) => sum + change * change, 0))
  const l0 = changes.reduce((count, change) => count + (change === 0 ? 0 : 1), 0)
  return { linf, l2, l0, clipped: clippedShare(attacked, changes, linf) }
}

/** Pixels that stopped at 0 or 1 having moved less than the largest change. */
function clippedShare(attacked: Float32Array, changes: Float32Array, linf: number): number {
  if (linf === 0) return 0
  const rounding = 1e-6
  const stopped = changes.reduce((count, change, i) => {
    const atEdge = attacked[i] === 0 || attacked[i] === 1
    return count + (atEdge && Math.abs(change) < linf - rounding ? 1 : 0)
  }, 0)
  return stopped / changes.length
}
