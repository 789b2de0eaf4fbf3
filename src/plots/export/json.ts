import { type Caption, factsByName } from './caption.ts'

/** `data` beside its caption; arrays of numbers of any kind become plain ones. */
export function jsonOf(caption: Caption, data: unknown): string {
  const facts = factsByName(caption)
  return `${JSON.stringify({ title: caption.title, facts, data }, plain, 1)}\n`
}

function plain(_name: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as Float32Array | Uint8Array)
    : value
}
