/** @throws TypeError naming the file that is not JSON */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new TypeError(`${name}: not JSON`)
  }
}
