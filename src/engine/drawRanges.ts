import type { Posterior } from '../core/posterior/posterior.ts'
import { bytesPerDraw } from './weights.ts'

/** `count` draws of a posterior from `first` on. */
export interface DrawRange {
  readonly first: number
  readonly count: number
}

/** Weights that are fetched or computed with at once; more would delay the answer to an abort. */
export const rangeBytes = 16 * 2 ** 20
const drawsAFile = 5 // no range straddles two files of stored draws

/**
 * The first `draws` draws in ranges of a fixed size, so that asking for more draws keeps what is resident:
 * the first ranges of 50 draws are those of 10.
 */
export function drawRanges(posterior: Pick<Posterior, 'architecture'>, draws: number): readonly DrawRange[] {
  const size = Math.max(1, Math.min(drawsAFile, Math.floor(rangeBytes / bytesPerDraw(posterior))))
  return cut({ first: 0, count: draws }, drawsAFile).flatMap((file) => cut(file, size))
}

/** The first `draws` draws in one range. */
export function firstDraws(draws: number): readonly DrawRange[] {
  return [{ first: 0, count: draws }]
}

/** Number of draws in some ranges. */
export function drawsIn(ranges: readonly DrawRange[]): number {
  return ranges.reduce((sum, { count }) => sum + count, 0)
}

/**
 * Deals ranges out to `hands` in turn, those of one file to the same hand, so that nobody reads what another has;
 * a range stays where it is as more draws are asked for.
 */
export function deal(ranges: readonly DrawRange[], hands: number): readonly (readonly DrawRange[])[] {
  return Array.from({ length: hands }, (_, hand) =>
    ranges.filter(({ first }) => Math.floor(first / drawsAFile) % hands === hand),
  )
}

function cut({ first, count }: DrawRange, size: number): readonly DrawRange[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => ({
    first: first + i * size,
    count: Math.min(size, count - i * size),
  }))
}
