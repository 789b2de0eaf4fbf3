import type { Conventions } from '../../domain/conventions.ts'

/**
 * Losses and their gradients at the logits, in TypeScript and in double precision, so that "exactly zero"
 * means the same on every backend: they flush denormal numbers differently, and confident networks live there.
 */

/** Logits of one image by one draw. */
type Logits = ArrayLike<number>

/** Softmax of one row of logits. */
export function softmax(logits: Logits): Float64Array {
  const top = maximum(logits)
  const powers = Float64Array.from(logits, (z) => Math.exp(z - top))
  const total = sum(powers, (power) => power)
  return powers.map((power) => power / total)
}

/** -ln p_label by log-sum-exp: stays finite and exact where the softmax has saturated. */
export function crossEntropy(logits: Logits, label: number): number {
  const top = maximum(logits)
  let others = 0
  for (let j = 0; j < logits.length; j++) if (j !== label) others += Math.exp(logits[j]! - logits[label]!)
  // for a confident net ln(1 + others) keeps what ln(sum) - z would lose
  if (Number.isFinite(others)) return Math.log1p(others)
  return top + Math.log(sum(logits, (z) => Math.exp(z - top))) - logits[label]!
}

/**
 * Gradient of the cross-entropy in the logits.
 * `double`: Σ_j p_j (∂z_j - ∂z_label), zero only when every p_j underflows double.
 * `float32`: softmax minus one-hot in float32, as torch computes it: the label's entry is exactly zero once
 * p_label rounds to 1, and the whole gradient once the others underflow.
 */
export function crossEntropyGradient(
  logits: Logits,
  label: number,
  precision: Conventions['logitGradient'],
): Float64Array {
  return precision === 'double' ? pairwise(logits, label) : singlePrecision(logits, label)
}

/**
 * Margin by which the strongest other class leads, over the range of the draw's logits so that draws of very
 * different scale count alike: (max_{j ≠ label} z_j - z_label) / (max z - min z). Positive once misclassified.
 */
export function margin(logits: Logits, label: number): number {
  return (logits[rival(logits, label)]! - logits[label]!) / range(logits)
}

/** Gradient of the margin, the range held fixed: never saturates. */
export function marginGradient(logits: Logits, label: number): Float64Array {
  const gradient = new Float64Array(logits.length)
  gradient[rival(logits, label)] = 1 / range(logits)
  gradient[label] = -1 / range(logits)
  return gradient
}

/** Index of the largest entry, the first of equals. */
export function argMax(values: ArrayLike<number>): number {
  let best = 0
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i
  return best
}

function pairwise(logits: Logits, label: number): Float64Array {
  const gradient = softmax(logits)
  gradient[label] = 0
  gradient[label] = -sum(gradient, (p) => p)
  return gradient
}

function singlePrecision(logits: Logits, label: number): Float64Array {
  const top = Math.fround(maximum(logits))
  const powers = Float32Array.from(logits, (z) => Math.exp(Math.fround(z - top)))
  const total = powers.reduce((sofar, power) => Math.fround(sofar + power), 0)
  return Float64Array.from(powers, (power, j) =>
    Math.fround(Math.fround(power / total) - (j === label ? 1 : 0)),
  )
}

function rival(logits: Logits, label: number): number {
  let best = label === 0 ? 1 : 0
  for (let j = best + 1; j < logits.length; j++) if (j !== label && logits[j]! > logits[best]!) best = j
  return best
}

function range(logits: Logits): number {
  let low = logits[0]!
  for (let j = 1; j < logits.length; j++) low = Math.min(low, logits[j]!)
  return maximum(logits) - low || 1 // all logits equal: any scale will do
}

function maximum(values: Logits): number {
  let high = values[0]!
  for (let j = 1; j < values.length; j++) high = Math.max(high, values[j]!)
  return high
}

function sum(values: Logits, term: (value: number) => number): number {
  let total = 0
  for (let j = 0; j < values.length; j++) total += term(values[j]!)
  return total
}
