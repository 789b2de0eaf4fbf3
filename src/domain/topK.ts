import type { Conventions } from './conventions.ts'

/** The most relevant input values of one heatmap. */
export interface TopK {
  /** 1 where selected. */
  readonly mask: Uint8Array
  readonly size: number
  /** Input values with the same score as the last one selected: their choice is arbitrary. */
  readonly ties: number
}

/**
 * The k % most relevant input values (Carbone et al. 2022, Definition IV.1).
 * `absolute`: the floor(n k / 100) largest of |R|, ties to the lower index.
 * `signed`: as released, sorted ascending and stably, the last and the first floor(n k / 200).
 */
export function topK(relevance: Float32Array, k: number, ranking: Conventions['ranking']): TopK {
  return ranking === 'absolute' ? largestMagnitudes(relevance, k) : bothEnds(relevance, k)
}

function largestMagnitudes(relevance: Float32Array, k: number): TopK {
  const size = Math.floor((relevance.length * k) / 100)
  const score = relevance.map(Math.abs)
  const order = ascending(relevance.length, (i, j) => score[j]! - score[i]!)
  const selected = order.slice(0, size)
  const last = score[selected[size - 1] ?? -1]
  return { mask: maskOf(relevance.length, selected), size, ties: tiesWith(score, last) }
}

function bothEnds(relevance: Float32Array, k: number): TopK {
  const half = Math.floor((relevance.length * k) / 200)
  const order = ascending(relevance.length, (i, j) => relevance[i]! - relevance[j]!)
  const low = order.slice(0, half)
  const high = half === 0 ? order.slice(0, 0) : order.slice(-half)
  const selected = new Uint32Array([...low, ...high])
  const ties =
    tiesWith(relevance, relevance[low[half - 1] ?? -1]) + tiesWith(relevance, relevance[high[0] ?? -1])
  return { mask: maskOf(relevance.length, selected), size: 2 * half, ties }
}

/** Indices in order, the lower index first among equals. */
function ascending(count: number, compare: (i: number, j: number) => number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i).sort((i, j) => compare(i, j) || i - j)
}

function maskOf(count: number, selected: Uint32Array): Uint8Array {
  const mask = new Uint8Array(count)
  for (const i of selected) mask[i] = 1
  return mask
}

function tiesWith(scores: Float32Array, score: number | undefined): number {
  if (score === undefined) return 0
  const equal = scores.reduce((count, each) => count + (each === score ? 1 : 0), 0)
  return equal > 1 ? equal : 0
}
