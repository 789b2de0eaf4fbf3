import type { PartRecord } from '../domain/parts.ts'
import { partsLeft, type StudyPartRequest, type StudyRequest } from '../domain/study.ts'
import type { Context, Progress } from '../domain/task.ts'
import type { PartStore } from './partStore.ts'
import type { StudyEngine } from './studyEngine.ts'

/** A share of a study: the `number`th of `of`, from 1. */
export interface Share {
  readonly number: number
  readonly of: number
}

export interface StudyRun {
  readonly engine: Pick<StudyEngine, 'study'>
  readonly request: StudyRequest
  /** By model: what the parts must have been computed with. */
  readonly checksums: Readonly<Record<string, string>>
  readonly store: PartStore
  /** Images of a part: what an interruption loses at most. */
  readonly size: number
  readonly share: Share
  readonly context: Context
  readonly signal: AbortSignal
}

/**
 * Computes the parts of a share of a study, but for those that are kept from an earlier run.
 * @throws RangeError where a model is not the one that the study began with
 */
export async function studyParts(run: StudyRun): Promise<readonly PartRecord[]> {
  const wanted = partsOfShare(run.request, run.size, run.share)
  const work = wanted.map(workOf)
  const all = work.reduce((sum, each) => sum + each, 0)
  const parts: PartRecord[] = []
  let done = 0
  for (const [i, part] of wanted.entries()) {
    const kept = await run.store.get(part)
    parts.push(kept ?? (await computed(run, part, (share) => say(done + share * work[i]!, part))))
    done += work[i]!
  }
  return parts

  function say(finished: number, { subject, to }: StudyPartRequest): Promise<void> {
    const step = Number(((100 * finished) / all).toFixed(1))
    return run.context.checkpoint({ step, of: 100, readings: { network: subject + 1, image: to } })
  }
}

async function computed(
  { engine, checksums, store, signal }: StudyRun,
  part: StudyPartRequest,
  say: (share: number) => Promise<void>,
): Promise<PartRecord> {
  await say(0)
  // an abort reaches the engine by the signal; what is said meanwhile need not wait for an answer
  const report = ({ step, of }: Progress) => void say(step / of).catch(() => {})
  const { provenance, values } = await engine.study(part, report, signal)
  const { subject, from, to, study } = part
  const { model } = study.subjects[subject]!
  if (provenance.modelChecksum !== checksums[model])
    throw new RangeError(`${model} was trained anew while the study ran: run the experiment again`)
  const record = { subject, from, to, provenance, values }
  await store.keep(record)
  await say(1)
  return record
}

/** Column by column; every share has parts of every column, spread over the classes. */
function partsOfShare(
  request: StudyRequest,
  size: number,
  { number, of }: Share,
): readonly StudyPartRequest[] {
  const own = request.images.length / of
  const even = Math.ceil(own / Math.ceil(own / size))
  const empty = { request, labels: [], columns: request.subjects.map(() => null) }
  return partsLeft(empty, even).filter(({ from }) => (from / even) % of === number - 1)
}

/** In draws times images; a network of one draw has its overhead, too. */
function workOf({ study, subject, from, to }: StudyPartRequest): number {
  return (study.subjects[subject]!.draws + 2) * (to - from)
}
