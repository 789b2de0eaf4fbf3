import type { Conventions } from './conventions.ts'

/** The most relevant input values of one heatmap. */
export interface TopK {
  /** 1 where selected. */
  readonly mask: Uint8Array
  readonly size: number
  /** Input values whose score is on both sides of an edge of the set, each once: only their place decided. */
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

/** Number of places selected in both masks. */
export function common(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((count, selected, i) => count + (selected & b[i]!), 0)
}

/** The share of a set of `size` that `shared` of its places are; sets of none are the same. */
export function shareOf(shared: number, size: number): number {
  return size === 0 ? 1 : shared / size
}

function largestMagnitudes(relevance: Float32Array, k: number): TopK {
  const size = Math.floor((relevance.length * k) / 100)
  const score = relevance.map(Math.abs)
  const order = ascending(relevance.length, (i, j) => score[j]! - score[i]!)
  const mask = maskOf(relevance.length, order.slice(0, size))
  return { mask, size, ties: tiesOf(score, mask) }
}

function bothEnds(relevance: Float32Array, k: number): TopK {
  const half = Math.floor((relevance.length * k) / 200)
  const order = ascending(relevance.length, (i, j) => relevance[i]! - relevance[j]!)
  const low = order.slice(0, half)
  const high = half === 0 ? order.slice(0, 0) : order.slice(-half)
  const mask = maskOf(relevance.length, new Uint32Array([...low, ...high]))
  return { mask, size: 2 * half, ties: tiesOf(relevance, mask) }
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

/** Only at an edge of the set can a score be on both sides of it; both edges may cut through the same one. */
function tiesOf(scores: Float32Array, mask: Uint8Array): number {
  const selected = new Set(scores.filter((_, i) => mask[i]))
  const cut = new Set(scores.filter((score, i) => !mask[i] && selected.has(score)))
  return scores.reduce((count, score) => count + (cut.has(score) ? 1 : 0), 0)
}
