import * as v from 'valibot'
import {
  type StudyPart,
  type StudyPartRequest,
  type StudyRequest,
  type StudyResult,
  withPart,
} from './study.ts'
import { ImageValuesSchema, ProvenanceSchema } from './studyFile.ts'

/** A part of a study without the study: what checkpoints and shards hold, in full precision. */
export type PartRecord = Pick<StudyPartRequest, 'subject' | 'from' | 'to'> &
  Pick<StudyPart, 'provenance' | 'values'>

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const PartSchema = v.object({
  subject: count,
  from: count,
  to: count,
  provenance: ProvenanceSchema,
  values: ImageValuesSchema,
})

/**
 * The study that parts make up, given in any order.
 * @throws RangeError in one sentence where images are missing, or a column was computed by two models or backends
 */
export function joinedParts(
  request: StudyRequest,
  labels: readonly number[],
  parts: readonly PartRecord[],
): StudyResult {
  const columns = request.subjects.map((_, subject) => inOrder(request, subject, parts))
  const empty: StudyResult = { request, labels, columns: request.subjects.map(() => null) }
  return columns
    .flat()
    .reduce<StudyResult>(
      (study, { subject, from, to, provenance, values }) =>
        withPart(study, { request: { study: request, subject, from, to }, provenance, values }),
      empty,
    )
}

/** The parts of a column, one following on the other. */
function inOrder(
  request: StudyRequest,
  subject: number,
  parts: readonly PartRecord[],
): readonly PartRecord[] {
  const own = parts.filter((part) => part.subject === subject).toSorted((a, b) => a.from - b.from)
  const { model, draws } = request.subjects[subject]!
  const name = `${model} with ${draws} draws`
  let done = 0
  for (const { from, to, provenance } of own) {
    if (from !== done) throw new RangeError(`${name}: ${gap(done, from)}`)
    done = to
    checkMaker(name, own[0]!.provenance, provenance)
  }
  if (done !== request.images.length) throw new RangeError(`${name}: ${gap(done, request.images.length)}`)
  return own
}

function gap(done: number, next: number): string {
  return done < next
    ? `images ${done} to ${next - 1} are missing`
    : `images ${next} to ${done - 1} are there twice`
}

function checkMaker(name: string, first: PartRecord['provenance'], other: PartRecord['provenance']): void {
  if (other.modelChecksum !== first.modelChecksum)
    throw new RangeError(
      `${name}: parts were computed with different networks (checksums ${first.modelChecksum.slice(0, 8)} and ${other.modelChecksum.slice(0, 8)})`,
    )
  if (other.backend !== first.backend)
    throw new RangeError(`${name}: parts were computed on ${first.backend} and on ${other.backend}`)
}
