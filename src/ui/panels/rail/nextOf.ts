/** The next index of a class after `index`, round the end; `index` itself if the class is empty. */
export function nextOf(labels: Uint8Array, value: number, index: number): number {
  const after = labels.indexOf(value, index + 1)
  if (after >= 0) return after
  const first = labels.indexOf(value)
  return first >= 0 ? first : index
}
