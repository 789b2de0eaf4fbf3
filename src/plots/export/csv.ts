import { type Caption, captionLines } from './caption.ts'

export interface Table {
  readonly columns: readonly string[]
  /** null is an empty field. */
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** RFC 4180 under lines that begin with # and hold the caption's facts; numbers in full. */
export function csvOf({ columns, rows }: Table, caption: Caption): string {
  const comments = captionLines(caption).map((line) => `# ${line.replaceAll(/\s+/g, ' ')}`)
  const lines = [columns, ...rows].map((row) => row.map(field).join(','))
  return `${[...comments, ...lines].join('\r\n')}\r\n`
}

function field(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  return /[",\r\n]|^[#\s]|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
