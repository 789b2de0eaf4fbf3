/** A set of pixels as text that fits into a link: base64url of one bit a pixel, the first pixel in the highest bit. */
export function encodeRegion(mask: ArrayLike<number>): string {
  const bytes = new Uint8Array(Math.ceil(mask.length / 8))
  for (let i = 0; i < mask.length; i++) if (mask[i]) bytes[i >> 3]! |= 0x80 >> (i & 7)
  if (bytes.every((byte) => byte === 0)) return ''
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** 1 where the pixel belongs to the region, [pixels]. @throws RangeError where the text is not such a region */
export function decodeRegion(text: string, pixels: number): Float32Array {
  const bytes = bytesOf(text)
  if (bytes?.length !== Math.ceil(pixels / 8))
    throw new RangeError(`region: expected ${pixels} pixels as base64url, got ${shortened(text)}`)
  return Float32Array.from({ length: pixels }, (_, i) => (bytes[i >> 3]! >> (7 - (i & 7))) & 1)
}

function bytesOf(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    )
  } catch {
    return null
  }
}

function shortened(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}…` : text
}
