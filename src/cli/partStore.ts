import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { checked } from '../domain/checked.ts'
import { type PartRecord, PartSchema } from '../domain/parts.ts'
import type { StudyPartRequest } from '../domain/study.ts'
import { writeWhole } from './cache.ts'

/** Finished parts of one study, kept until the whole is there. */
export interface PartStore {
  /** Undefined for a part that is not there, or not as it was written. */
  get(part: StudyPartRequest): Promise<PartRecord | undefined>
  keep(part: PartRecord): Promise<void>
  clear(): Promise<void>
}

/** A folder of the cache that belongs to an experiment as `fingerprint` describes it, and to no other. */
export function partStore(cache: string, id: string, fingerprint: string): PartStore {
  const sum = createHash('sha256').update(fingerprint).digest('hex')
  const folder = join(cache, 'experiments', id, sum.slice(0, 16))
  const path = ({ subject, from, to }: Pick<PartRecord, 'subject' | 'from' | 'to'>) =>
    join(folder, `${subject}-${from}-${to}.json`)
  return {
    async get(part) {
      try {
        return checked(PartSchema, JSON.parse(await readFile(path(part), 'utf8')), path(part))
      } catch {
        return undefined // computed again: a part is worth minutes
      }
    },
    keep: (part) => writeWhole(path(part), JSON.stringify(part)),
    clear: () => rm(folder, { recursive: true, force: true }),
  }
}
