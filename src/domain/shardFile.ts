import * as v from 'valibot'
import { checked } from './checked.ts'
import { joinedParts, type PartRecord, PartSchema } from './parts.ts'
import type { StudyRequest, StudyResult } from './study.ts'
import { type StudyHead, StudyRequestSchema } from './studyFile.ts'

/** A share of a study, computed apart from the others: `--shard 2/8`. Values are kept in full. */
export interface ShardFile extends StudyHead {
  readonly format: 1
  readonly kind: 'shard'
  /** From 1 to `of`. */
  readonly number: number
  readonly of: number
  readonly request: StudyRequest
  readonly labels: readonly number[]
  readonly parts: readonly PartRecord[]
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const ShardSchema = v.object({
  format: v.literal(1),
  kind: v.literal('shard'),
  id: v.string(),
  label: v.string(),
  notes: v.array(v.string()),
  number: count,
  of: count,
  request: StudyRequestSchema,
  labels: v.array(count),
  parts: v.array(PartSchema),
})

/** @throws TypeError naming the file and the field */
export function parseShardFile(value: unknown, name: string): ShardFile {
  return checked(ShardSchema, value, name)
}

/**
 * The study that all the shards make up.
 * @throws RangeError in one sentence where a shard is missing or belongs to another study, model or backend
 */
export function mergedShards(shards: readonly ShardFile[]): StudyResult {
  const [first, ...others] = shards
  if (!first) throw new RangeError('there are no shards to merge')
  for (const other of others) checkSame(first, other)
  const numbers = new Set(shards.map(({ number }) => number))
  const missing = Array.from({ length: first.of }, (_, i) => i + 1).filter((number) => !numbers.has(number))
  if (missing.length > 0)
    throw new RangeError(`${first.id}: of ${first.of} shards, ${missing.join(', ')} missing`)
  return joinedParts(
    first.request,
    first.labels,
    shards.flatMap(({ parts }) => parts),
  )
}

function checkSame(first: ShardFile, other: ShardFile): void {
  const names = `${first.id}: shards ${first.number} and ${other.number}`
  if (other.of !== first.of)
    throw new RangeError(`${names} do not belong together: one is of ${first.of}, the other of ${other.of}`)
  if (other.number === first.number) throw new RangeError(`${first.id}: shard ${first.number} is there twice`)
  const fields = Object.keys({ ...first.request, ...other.request }) as (keyof StudyRequest)[]
  const differs = fields.find(
    (field) => JSON.stringify(first.request[field]) !== JSON.stringify(other.request[field]),
  )
  if (differs) throw new RangeError(`${names} answer different requests: ${differs} is not the same`)
}
