import { mkdir, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** Where fetched data and checkpoints live: outside the work tree, and a flag moves it. */
export const defaultCache = join(homedir(), '.cache', 'relevance-lab')

/** Writes a file so that whoever reads it finds the old bytes or the new ones, never half of them. */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.part`
  await writeFile(draft, bytes)
  await rename(draft, path)
}
