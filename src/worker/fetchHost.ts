import type { Host } from '../engine/host.ts'

/** Reads the project's files from where the page came from. */
export function fetchHost(base: string, version: string): Host {
  return {
    version,
    async read(path, onBytes = () => {}, size) {
      const response = await fetch(new URL(path, base)).catch(() => {
        throw new Error(`${path}: could not be loaded; is the server still running?`)
      })
      if (!response.ok)
        throw new Error(`${path}: could not be loaded, the server answered ${response.status}`)
      if (size === undefined || !response.body) return new Uint8Array(await response.arrayBuffer())
      return filled(response.body, size, onBytes)
    },
  }
}

/**
 * All bytes of a stream in one array of the size expected, or of what there is where that is more or less. What the
 * browser gathers by itself lies in an array up to a third larger, beside the pieces it was made of.
 */
async function filled(
  body: ReadableStream<Uint8Array>,
  size: number,
  onBytes: (read: number) => void,
): Promise<Uint8Array> {
  let bytes = new Uint8Array(size)
  let read = 0
  const reader = body.getReader()
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return bytes.subarray(0, read)
    if (read + value.length > bytes.length) {
      const more = new Uint8Array(2 * (read + value.length))
      more.set(bytes)
      bytes = more
    }
    bytes.set(value, read)
    read += value.length
    onBytes(read)
  }
}
