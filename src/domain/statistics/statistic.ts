import type { Formula } from '../formula.ts'

/** A statistic as the page shows it, and the function that computes it. */
export interface Statistic {
  readonly id: string
  readonly label: string
  /** Where it comes from. Shown in the interface. */
  readonly source: string
  /** Line by line. */
  readonly formula: readonly Formula[]
  /** One plain sentence: what it tells, and what it leaves out. */
  readonly summary: string
  readonly compute: (...given: never[]) => unknown
}

/** What the first sample is believed to be against the second. */
export type Alternative = 'less' | 'greater' | 'two-sided'

/** A test on ranks. */
export interface RankTest {
  readonly statistic: number
  /** Probability of a statistic at least as extreme when nothing differs. */
  readonly p: number
  /** From every arrangement of the ranks, or from a normal approximation. */
  readonly method: 'exact' | 'normal'
}

/** Probabilities under the null hypothesis of a statistic at most, and at least, as large as the one found. */
export interface Tails {
  readonly less: number
  readonly greater: number
}

export function pValue({ less, greater }: Tails, alternative: Alternative): number {
  if (alternative === 'two-sided') return Math.min(1, 2 * Math.min(less, greater))
  return Math.min(1, alternative === 'less' ? less : greater)
}

export type Interval = readonly [low: number, high: number]
