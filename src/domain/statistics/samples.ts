/** @throws RangeError naming the statistic when a sample is empty or holds something that is not a finite number */
export function checkSamples(owner: string, ...samples: readonly (readonly number[])[]): void {
  for (const sample of samples) {
    if (sample.length === 0) throw new RangeError(`${owner}: a sample must hold at least one value, got none`)
    const wrong = sample.findIndex((value) => !Number.isFinite(value))
    if (wrong >= 0) throw new RangeError(`${owner}: value ${wrong} must be finite, got ${sample[wrong]}`)
  }
}

/** @throws TypeError when the values do not come in pairs, RangeError as `checkSamples` */
export function checkPairs(owner: string, a: readonly number[], b: readonly number[]): void {
  if (a.length !== b.length)
    throw new TypeError(`${owner}: expected pairs, got ${a.length} and ${b.length} values`)
  checkSamples(owner, a, b)
}

/**
 * a - b, pair by pair, on a grid of 2⁻⁴⁰ of the largest value: what differs by rounding alone is tied
 * (.3 - .2 and .2 - .1 are not the same double).
 */
export function pairDifferences(a: readonly number[], b: readonly number[]): readonly number[] {
  const largest = [...a, ...b].reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const grid = 2 ** (Math.ceil(Math.log2(largest || 1)) - 40)
  return a.map((value, i) => Math.round((value - b[i]!) / grid) * grid)
}
