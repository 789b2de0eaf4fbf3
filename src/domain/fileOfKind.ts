import { parseJson } from './parseJson.ts'

/**
 * The JSON of a file that says it is of this kind, in the format that this version reads.
 * @throws TypeError naming the file, for anything else
 */
export function fileOfKind(kind: string, text: string, name: string): unknown {
  const value = parseJson(text, name)
  const said = (value ?? {}) as { readonly format?: unknown; readonly kind?: unknown }
  if (said.kind !== kind)
    throw new TypeError(`${name}: expected the file of a ${kind}, got ${said.kind ?? 'something else'}`)
  if (said.format !== 1)
    throw new TypeError(
      `${name}: format must be 1, got ${said.format}: written by another version of this program`,
    )
  return value
}
