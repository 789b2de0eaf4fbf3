/** 95 % interval of a share that was seen `share` of the time in `count` trials (Wilson 1927). */
export function wilsonInterval(share: number, count: number): readonly [low: number, high: number] {
  if (count === 0) return [0, 1]
  const z2 = 1.96 ** 2 / count
  const center = (share + z2 / 2) / (1 + z2)
  const half = Math.sqrt(z2 * (share * (1 - share) + z2 / 4)) / (1 + z2)
  return [Math.max(0, center - half), Math.min(1, center + half)]
}
