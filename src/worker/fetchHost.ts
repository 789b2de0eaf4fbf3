import type { Host } from '../engine/host.ts'

/** Reads the project's files from where the page came from. */
export function fetchHost(base: string, version: string): Host {
  return {
    version,
    async read(path, onBytes) {
      const response = await fetch(new URL(path, base)).catch(() => {
        throw new Error(`${path}: could not be loaded; is the server still running?`)
      })
      if (!response.ok)
        throw new Error(`${path}: could not be loaded, the server answered ${response.status}`)
      return new Uint8Array(await counted(response, onBytes).arrayBuffer())
    },
  }
}

/** The same response, its bytes counted as they come in. */
function counted(response: Response, onBytes?: (read: number) => void): Response {
  if (!onBytes || !response.body) return response
  let read = 0
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      read += chunk.length
      onBytes(read)
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body.pipeThrough(count))
}
