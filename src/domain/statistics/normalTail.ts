/**
 * P(Z > z) of a standard normal Z, to 13 digits relative to itself however small it is.
 * Abramowitz and Stegun 1964, 26.2.11 (series) and 26.2.14 (continued fraction).
 * Libraries: simple-statistics looks z up in a table of two digits, stdlib brings 140 packages for this line.
 */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z)
  return z < 3 ? 0.5 - density(z) * series(z) : density(z) / continuedFraction(z)
}

/** 0.975 of a standard normal lies below: half width of a 95 % interval in standard deviations. */
export const normalQuantile975 = 1.959963984540054

export function density(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
}

/** z + z³/3 + z⁵/(3·5) + … */
function series(z: number): number {
  let sum = 0
  for (let term = z, k = 3; sum + term !== sum; k += 2) {
    sum += term
    term *= (z * z) / k
  }
  return sum
}

/** z + 1/(z + 2/(z + 3/(z + …))) */
function continuedFraction(z: number): number {
  if (z === Number.POSITIVE_INFINITY) return z
  let value = z
  for (let k = 100; k > 0; k--) value = z + k / value // at z = 3 the rest is below rounding
  return value
}
