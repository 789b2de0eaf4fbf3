import { attacks } from '../core/attacks/index.ts'
import { rules } from '../core/lrp/rules/index.ts'
import { resolve } from '../domain/parameters.ts'
import { joinedParts } from '../domain/parts.ts'
import { mergedShards, type ShardFile } from '../domain/shardFile.ts'
import type { Readout, StudyRequest, StudyResult } from '../domain/study.ts'
import { requestKey, type StudyFile, type StudyHead, writeStudyFile } from '../domain/studyFile.ts'
import type { Choice } from '../domain/trial.ts'
import type { StudyExperiment } from '../experiments/experiment.ts'
import { type Plan, planOf } from '../experiments/plan.ts'
import type { Setup } from './experimentSetup.ts'
import { partStore } from './partStore.ts'
import { duration, progressLine } from './progressLine.ts'
import { readStudy, writeResult } from './resultFolder.ts'
import { readShards, writeShard } from './shardFolder.ts'
import { studyParts } from './studyRun.ts'

/** Computes a study, or a share of it; what an earlier run left is used. */
export async function runStudy(setup: Setup, experiment: StudyExperiment): Promise<void> {
  const { engine, folders, share, part } = setup
  const { request, notes } = await planned(setup, experiment)
  const { id, label } = experiment
  const checksums = Object.fromEntries(
    request.subjects.map(({ model }) => [model, setup.models.get(model)!.checksum]),
  )
  const before = await readStudy(folders.out, id)
  if (!share && before && isCurrent(before, request, checksums)) return console.log(`${id}: is there already`)
  // a share clears its own parts only, when it is done
  const fingerprint = JSON.stringify([requestKey(request), checksums, setup.place, share ?? null])
  const store = partStore(folders.cache, id, fingerprint)
  const parts = await studyParts({
    engine,
    request,
    checksums,
    store,
    size: part,
    share: share ?? { number: 1, of: 1 },
    context: progressLine(id),
    signal: new AbortController().signal,
  })
  const all = await engine.labels(request.dataset)
  const labels = request.images.map((image) => all[image]!)
  const head: StudyHead = { id, label, notes }
  if (share) {
    const shard: ShardFile = { format: 1, kind: 'shard', ...head, ...share, request, labels, parts }
    console.log(`${id}: wrote ${await writeShard(folders.shards, shard)}`)
  } else await publish(folders.out, joinedParts(request, labels, parts), head)
  await store.clear()
}

/** Joins the shards of a study. */
export async function mergeStudy(
  { folders }: Pick<Setup, 'folders'>,
  { id }: StudyExperiment,
): Promise<void> {
  const shards = await readShards(folders.shards, id)
  if (shards.length === 0) throw new RangeError(`${id}: there are no shards in ${folders.shards}`)
  await publish(folders.out, mergedShards(shards), shards[0]!)
}

async function publish(out: string, result: StudyResult, { id, label, notes }: StudyHead): Promise<void> {
  await writeResult(out, id, writeStudyFile(result, { id, label, notes }))
  const ms = result.columns.reduce((sum, column) => sum + column!.provenance.milliseconds, 0)
  console.log(`${id}: ${result.labels.length} images in ${duration(ms / 1000)}`)
}

/** The experiment's request as this command sets it, defaults filled in. */
async function planned(setup: Setup, experiment: StudyExperiment): Promise<Plan> {
  const { engine, models, k, seed, draws } = setup
  const sample = {
    kind: 'balanced',
    count: setup.images ?? experiment.images,
    seed: setup.sampleSeed,
  } as const
  const { request, notes } = planOf(experiment, {
    images: await engine.sampleImages(experiment.dataset, sample),
    sample,
    k,
    seed,
    ...(draws && { draws }),
    available: (model) => models.get(model)?.draws,
  })
  return { request: filledIn(request), notes }
}

function filledIn(request: StudyRequest): StudyRequest {
  const { attack, readouts, aim } = request
  const chosen = {
    id: attack.id,
    parameters: resolve(`attack ${attack.id}`, attacks.get(attack.id).parameters, attack.parameters),
  }
  return { ...request, attack: chosen, readouts: readouts.map(filledReadout), aim: filledReadout(aim) }
}

function filledReadout({ rule, layer }: Readout): Readout {
  const chosen: Choice = {
    id: rule.id,
    parameters: resolve(`rule ${rule.id}`, rules.get(rule.id).parameters, rule.parameters),
  }
  return { rule: chosen, layer }
}

/** Whether a result answers this request, computed with the networks as they are now. */
function isCurrent(
  file: StudyFile,
  request: StudyRequest,
  checksums: Readonly<Record<string, string>>,
): boolean {
  if (!file.complete || requestKey(file.request) !== requestKey(request)) return false
  return file.columns.every((column) => column?.provenance.modelChecksum === checksums[column!.subject.model])
}
