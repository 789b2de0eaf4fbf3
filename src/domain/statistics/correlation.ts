import { mean } from 'd3-array'
import { correlationTail } from './correlationTail.ts'
import { normalQuantile975 } from './normalTail.ts'
import type { Interval } from './statistic.ts'

/** A correlation coefficient; it and p are NaN when one side does not vary. */
export interface Correlation {
  readonly coefficient: number
  /** Two-sided, from Student's t with n - 2 degrees of freedom. */
  readonly p: number
  /** 95 %, by Fisher's z; [-1, 1] when nothing is known. */
  readonly interval: Interval
  readonly pairs: number
}

/** Σ (a - ā)(b - b̄) over the root of both sums of squares; NaN when one side does not vary. */
export function productMoment(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [x, y] = [centered(a), centered(b)]
  const products = (one: Float64Array, other: Float64Array) =>
    one.reduce((sum, value, i) => sum + value * other[i]!, 0)
  const r = products(x, y) / Math.sqrt(products(x, x)) / Math.sqrt(products(y, y))
  return Math.max(-1, Math.min(1, r))
}

/** `varianceFactor` over n - 3 is the variance of artanh r. */
export function correlationOf(coefficient: number, pairs: number, varianceFactor: number): Correlation {
  const p = Number.isNaN(coefficient) ? Number.NaN : correlationTail(coefficient, pairs)
  return { coefficient, p, interval: fisherInterval(coefficient, pairs, varianceFactor), pairs }
}

function fisherInterval(r: number, n: number, varianceFactor: number): Interval {
  if (Number.isNaN(r) || n <= 3) return [-1, 1]
  if (Math.abs(r) === 1) return [r, r]
  const half = normalQuantile975 * Math.sqrt(varianceFactor / (n - 3))
  return [Math.tanh(Math.atanh(r) - half), Math.tanh(Math.atanh(r) + half)]
}

/** @throws RangeError when there are too few pairs for a correlation */
export function checkCount(owner: string, pairs: number): void {
  if (pairs < 3) throw new RangeError(`${owner}: at least 3 pairs are needed, got ${pairs}`)
}

function centered(values: ArrayLike<number>): Float64Array {
  const out = Float64Array.from(values)
  if (out.every((value) => value === out[0])) return out.fill(0) // a mean is rounded, equality is not
  const middle = mean(out)!
  return out.map((value) => value - middle)
}
