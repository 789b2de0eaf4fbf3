/** @throws TypeError naming the file that is not JSON */
export function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new TypeError(`${name}: not JSON`)
  }
}
