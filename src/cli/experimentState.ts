import type { StudyFile } from '../domain/studyFile.ts'
import type { StudyExperiment } from '../experiments/experiment.ts'
import type { TrainedModel } from './experimentSetup.ts'

/** How far a study has come, in a few words: its result, whether it is still true, or what it waits for. */
export function stateOf(
  { networks, images }: StudyExperiment,
  file: StudyFile | undefined,
  trained: ReadonlyMap<string, TrainedModel>,
): string {
  const missing = networks.filter(({ model }) => !trained.has(model))
  if (!file) return missing.length > 0 ? `waits for ${missing.map(({ model }) => model).join(', ')}` : 'to do'
  const draws = Math.max(...file.request.subjects.map((subject) => subject.draws))
  const wanted = Math.max(...networks.flatMap((network) => network.draws))
  const there = `${file.request.images.length} of ${images} images, ${draws} of ${wanted} draws`
  const stale = file.columns.some(
    (column) => column && trained.get(column.subject.model)?.checksum !== column.provenance.modelChecksum,
  )
  return stale ? `${there}, with networks that were trained anew since` : there
}
