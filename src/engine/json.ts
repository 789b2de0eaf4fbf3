import { parseJson } from '../domain/parseJson.ts'

/** @throws TypeError naming the file that is not JSON */
export function parseJsonBytes(bytes: Uint8Array, name: string): unknown {
  return parseJson(new TextDecoder().decode(bytes), name)
}
