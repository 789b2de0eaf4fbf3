/** SHA-256 in hexadecimal, or null where the host offers none (a page on plain http). */
export async function sha256(bytes: Uint8Array): Promise<string | null> {
  const subtle = globalThis.crypto?.subtle
  if (!subtle) return null
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

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
