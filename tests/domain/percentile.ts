/** The percentile of sorted values, linear between neighbors. */
export function percentile(sorted: readonly number[], percent: number): number {
  const at = (percent / 100) * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!]
  return low + (high - low) * (at - Math.floor(at))
}
