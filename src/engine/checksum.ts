import { sha256 } from '../domain/sha256.ts'

/**
 * Refuses bytes that are not what was promised.
 * @throws TypeError naming the file, what was expected and what was found
 */
export async function checkBytes(
  name: string,
  bytes: Uint8Array,
  expected: { readonly bytes: number; readonly sha256: string },
): Promise<void> {
  if (bytes.length !== expected.bytes)
    throw new TypeError(`${name}: expected ${expected.bytes} bytes, found ${bytes.length}`)
  const found = await sha256(bytes)
  if (found !== null && found !== expected.sha256)
    throw new TypeError(`${name}: expected the SHA-256 checksum ${expected.sha256}, found ${found}`)
}
