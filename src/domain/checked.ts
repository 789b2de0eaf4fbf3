import * as v from 'valibot'

/**
 * A value from outside, checked against the schema of the file it is read from.
 * @throws TypeError naming the file and the field: "models/x/card.json: hidden: Invalid type: …"
 */
export function checked<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  name: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  const issue = result.issues[0]
  throw new TypeError(`${name}: ${v.getDotPath(issue) ?? 'the whole file'}: ${issue.message}`)
}
