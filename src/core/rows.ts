/** The equal parts of an array, one an image; views, not copies. */
export function rows(values: Float32Array, count: number): readonly Float32Array[] {
  const size = values.length / count
  return Array.from({ length: count }, (_, i) => values.subarray(i * size, (i + 1) * size))
}

/** The parts one after the other in an array of their own. */
export function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
