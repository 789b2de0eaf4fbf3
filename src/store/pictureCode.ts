/** Gray bytes as short text for a link: runs of black are counted, then base64 in the URL's alphabet. */
export function encodePicture(bytes: Uint8Array): string {
  return toBase64Url(packZeros(bytes))
}

/** @throws RangeError unless `text` is exactly a picture of `length` bytes */
export function decodePicture(text: string, length: number): Uint8Array {
  const bytes = unpackZeros(fromBase64Url(text))
  if (bytes.length !== length) throw new RangeError(`picture needs ${length} pixels, got ${bytes.length}`)
  return bytes
}

/** Each run of up to 255 zeros becomes 0 and its length; most of a digit is black. */
function packZeros(bytes: Uint8Array): Uint8Array {
  const packed: number[] = []
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] !== 0) {
      packed.push(bytes[at++]!)
      continue
    }
    let run = 0
    while (bytes[at + run] === 0 && run < 255) run += 1
    packed.push(0, run)
    at += run
  }
  return Uint8Array.from(packed)
}

function unpackZeros(packed: Uint8Array): Uint8Array {
  const bytes: number[] = []
  for (let at = 0; at < packed.length; at += 1) {
    if (packed[at] === 0) bytes.push(...new Array<number>(packed[++at] ?? 0).fill(0))
    else bytes.push(packed[at]!)
  }
  return Uint8Array.from(bytes)
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (character) => character.charCodeAt(0))
  } catch {
    throw new RangeError('picture is not readable')
  }
}
