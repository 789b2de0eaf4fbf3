import { writePictureFile } from '../domain/pictureFile.ts'
import type { StudyResult } from '../domain/study.ts'
import type { StudyFile } from '../domain/studyFile.ts'
import type { TrialRequest, TrialResult } from '../domain/trial.ts'
import type { ChosenPicture, PictureExperiment } from '../experiments/experiment.ts'
import type { Setup } from './experimentSetup.ts'
import { readStudy, writeResult } from './resultFolder.ts'
import type { StudyEngine } from './studyEngine.ts'

/**
 * Computes the heatmaps of one image of a study.
 * @throws RangeError where the study is not there, or was computed with other networks
 */
export async function runPicture(
  { engine, folders }: Pick<Setup, 'engine' | 'folders'>,
  { id, label, study: from, k, choose }: PictureExperiment,
): Promise<void> {
  const study = await readStudy(folders.out, from)
  if (!study) throw new RangeError(`${id}: ${from} comes first, its image is taken from there`)
  const chosen = choose(study)
  const { place, how } = chosen
  const trials: TrialResult[] = []
  for (const request of await requestsOf(engine, study, chosen, k)) {
    const trial = await engine.trial(request, () => {}, new AbortController().signal)
    checkSame(id, study, trial)
    trials.push(trial)
  }
  const head = { id, label, notes: study.notes, study: from, place, image: study.request.images[place]! }
  await writeResult(folders.out, id, writePictureFile({ ...head, how, trials }))
  console.log(`${id}: image ${head.image} of the test set`)
}

/** Trials that attack the image as the study did. */
async function requestsOf(
  engine: Pick<StudyEngine, 'testImage'>,
  { request }: StudyResult,
  { place, panels }: ChosenPicture,
  k: number,
): Promise<readonly TrialRequest[]> {
  const { dataset, attack, conventions, strength } = request
  const { picture, label } = await engine.testImage(dataset, request.images[place]!)
  const seed = request.seed + place
  return panels.map(({ subject, readout }) => ({
    ...subject,
    ...readout,
    picture,
    label,
    attack,
    k,
    conventions,
    seed,
    ...(strength && { strength }),
  }))
}

function checkSame(id: string, { id: from, columns }: StudyFile, { request, provenance }: TrialResult): void {
  const column = columns.find((each) => each?.subject.model === request.model)
  if (column?.provenance.modelChecksum === provenance.modelChecksum) return
  throw new RangeError(
    `${id}: ${request.model} was trained anew since ${from} was computed: run that again first`,
  )
}
