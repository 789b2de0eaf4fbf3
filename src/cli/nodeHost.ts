import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../../scripts/lib/root.ts'
import type { Host } from '../engine/host.ts'

/** Reads the project's files from the work tree: what the page gets from its server. */
export function nodeHost(): Host {
  return {
    version: 'dev',
    async read(path) {
      const file = path.startsWith('models/') ? join(root, path) : join(root, 'public', path)
      return new Uint8Array(
        await readFile(file).catch((error: NodeJS.ErrnoException) => {
          throw new Error(`${path}: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`)
        }),
      )
    },
  }
}
