/** JSON for files that people and `git diff` read too: a field a line, a list of plain values on one line. */
export function lineJson(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = `${indent} `
  if (Array.isArray(value)) {
    if (value.every((each) => typeof each !== 'object' || each === null)) return JSON.stringify(value)
    return `[\n${value.map((each) => inner + lineJson(each, inner)).join(',\n')}\n${indent}]`
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  if (fields.length === 0) return '{}'
  const lines = fields.map(([name, field]) => `${inner}${JSON.stringify(name)}: ${lineJson(field, inner)}`)
  return `{\n${lines.join(',\n')}\n${indent}}`
}

/** A number with four significant digits: what a file keeps of a measured value. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
