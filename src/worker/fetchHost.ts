import type { Host } from '../engine/host.ts'

/** Reads the project's files from where the page came from. */
export function fetchHost(base: string, version: string): Host {
  return {
    version,
    async read(path) {
      const response = await fetch(new URL(path, base)).catch(() => {
        throw new Error(`${path}: could not be loaded; is the server still running?`)
      })
      if (!response.ok)
        throw new Error(`${path}: could not be loaded, the server answered ${response.status}`)
      return new Uint8Array(await response.arrayBuffer())
    },
  }
}
