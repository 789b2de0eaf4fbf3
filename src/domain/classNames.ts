/** Whether classes go by words and not by digits: they need room. */
export function areWords(classes: readonly string[]): boolean {
  return classes.some((name) => name.length > 2)
}
