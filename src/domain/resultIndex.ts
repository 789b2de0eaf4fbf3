import * as v from 'valibot'
import { checked } from './checked.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const ResultSchema = v.object({
  id: v.string(),
  kind: v.picklist(['study', 'picture']),
  label: v.string(),
  dataset: v.string(),
  /** Kind and size: 'conv512'. */
  architecture: v.string(),
  /** The published attack, whatever its twin's id: 'topk'. */
  attack: v.string(),
  protocol: v.picklist(['defined', 'released']),
  images: count,
  /** Most draws of a network. */
  draws: count,
  /** Beside the index. */
  file: v.pipe(v.string(), v.regex(/^[\w.-]+\.json$/, 'a plain file name ending in .json')),
  bytes: count,
  complete: v.boolean(),
})

/** `results/index.json`: the experiments that there are results of. */
export const ResultIndexSchema = v.object({ results: v.array(ResultSchema) })

export type ResultIndex = v.InferOutput<typeof ResultIndexSchema>
export type ResultSummary = ResultIndex['results'][number]

/** @throws TypeError naming the index and the field */
export function parseResultIndex(value: unknown, name = 'results/index.json'): ResultIndex {
  return checked(ResultIndexSchema, value, name)
}
