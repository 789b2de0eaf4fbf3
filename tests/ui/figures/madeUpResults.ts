import { writePictureFile } from '../../../src/domain/pictureFile.ts'
import type { ResultIndex } from '../../../src/domain/resultIndex.ts'
import type { StudyResult } from '../../../src/domain/study.ts'
import { writeStudyFile } from '../../../src/domain/studyFile.ts'
import type { PictureExperiment, StudyExperiment } from '../../../src/experiments/experiment.ts'
import { experiments } from '../../../src/experiments/index.ts'
import { planOf } from '../../../src/experiments/plan.ts'
import { someValues } from '../../domain/someStudy.ts'
import { digitAt, digitPicture, fakeEngine } from '../fakeEngine.ts'

const images = 12

/** Files as `npm run experiment` writes them, of numbers that nobody measured. */
export async function madeUpResults(ids: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const files = await Promise.all(ids.map(async (id) => [`${id}.json`, await madeUpFile(id)] as const))
  return { 'index.json': JSON.stringify(indexOf(ids)), ...Object.fromEntries(files) }
}

/** The study of an experiment on a dozen images; every network has all its numbers of draws. */
export function madeUpStudy(id: string): StudyResult {
  const experiment = experiments.find((each) => each.id === id) as StudyExperiment
  const { request } = planOf(experiment, {
    images: Array.from({ length: images }, (_, i) => i * 3),
    sample: { kind: 'listed' },
    k: 20,
    seed: 0,
    available: () => 100,
  })
  return {
    request,
    labels: request.images.map(digitAt),
    columns: request.subjects.map((subject, i) => ({
      subject,
      provenance: { backend: 'wasm', modelChecksum: `${i}`.repeat(64), milliseconds: 40, version: '0.1.0' },
      done: images,
      values: someValues(request, i, 0, images),
    })),
  }
}

async function madeUpFile(id: string): Promise<string> {
  const experiment = experiments.find((each) => each.id === id)!
  const { label, kind } = experiment
  return kind === 'study' ? writeStudyFile(madeUpStudy(id), { id, label }) : madeUpPicture(experiment)
}

async function madeUpPicture({ id, label, study, k }: PictureExperiment): Promise<string> {
  const { request } = madeUpStudy(study)
  const [first] = request.subjects
  const last = request.subjects.at(-1)!
  const epsilon = request.readouts.filter(({ rule }) => rule.id === 'epsilon')
  const panels = id.endsWith('layers')
    ? epsilon.map((readout) => ({ ...first!, ...readout }))
    : [first!, last].map((subject) => ({ ...subject, ...epsilon.at(-1)! }))
  const { attack, conventions, seed } = request
  const asked = { picture: digitPicture(3), label: 3, attack, conventions, seed, k }
  const trials = panels.map((panel) =>
    fakeEngine().trial({ ...asked, ...panel }, () => {}, new AbortController().signal),
  )
  const how = 'Made up.'
  return writePictureFile({
    id,
    label,
    notes: [],
    study,
    place: 0,
    image: 0,
    how,
    trials: await Promise.all(trials),
  })
}

function indexOf(ids: readonly string[]): ResultIndex {
  const described = experiments.filter(({ id }) => ids.includes(id))
  return {
    results: described.map(({ id, kind, label, dataset, architecture, family, protocol }) => ({
      id,
      kind,
      label,
      dataset,
      architecture,
      attack: family,
      protocol,
      images,
      draws: 100,
      file: `${id}.json`,
      bytes: 1000,
      complete: true,
    })),
  }
}
