import { type Caption, captionLines } from './caption.ts'

/** null is an empty field. */
export type Cell = string | number | boolean | null

export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/**
 * RFC 4180 under lines that begin with # and hold the caption's facts; numbers in full.
 * `pandas.read_csv(file, comment='#')`, `read.csv(file, comment.char = '#')` in R.
 */
export function csvOf({ columns, rows }: Table, caption: Caption): string {
  const comments = captionLines(caption).map((line) => `# ${line.replaceAll(/\s+/g, ' ')}`)
  const lines = [columns, ...rows].map((row) => row.map(field).join(','))
  return `${[...comments, ...lines].join('\r\n')}\r\n`
}

function field(value: Cell): string {
  const text = value === null ? '' : String(value)
  // an # that is not in quotes begins a comment wherever it stands
  return /[",#\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
