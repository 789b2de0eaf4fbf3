import type { Catalogue } from '../../../domain/catalogue.ts'
import type { PictureFile } from '../../../domain/pictureFile.ts'
import type { StudyRequest } from '../../../domain/study.ts'
import type { Caption } from '../../../plots/export/caption.ts'
import type { StudyImage } from '../../../store/studyChanges.ts'
import { renewedSince, renewedText, type Used } from '../../wording/renewed.ts'
import { studyFacts } from '../../wording/studyFacts.ts'
import type { Figure } from './figure.ts'
import type { Known } from './figureCaption.ts'
import { words } from './words.ts'

/** What a heatmap figure says of itself in a file. */
export function pictureCaption(
  { number, title }: Figure,
  files: readonly (PictureFile | null)[],
  known: Known,
): Caption {
  const facts = files.flatMap((file) => (file ? pictureFacts(file, known) : []))
  return { title: words.title(number, title), facts }
}

/** Where the image comes from and how its heatmaps were made. */
export function pictureFacts(file: PictureFile, { catalogue, now }: Known): Caption['facts'] {
  const [request] = studyOf(file, catalogue)
  const checksums = file.trials.map(
    ({ request: { model }, provenance }) => `${model} ${provenance.modelChecksum.slice(0, 12)}`,
  )
  const renewed = renewedText(renewedSince(usedInPicture(file), now), catalogue)
  const asked = studyFacts({ request, labels: [], columns: [] }, catalogue)
  return [
    [words.run.file, `results/${file.id}.json`],
    [words.run.chosen, words.run.chosenText(file.image, file.study, file.how)],
    ...asked.slice(1), // the first one tells how images were drawn: here it is this one
    [words.run.checksums, [...new Set(checksums)].join('; ')],
    ...[...file.notes, ...(renewed ? [renewed] : [])].map((note) => [words.run.notes, note] as const),
  ]
}

export function usedInPicture({ trials }: PictureFile): readonly Used[] {
  return trials.map(({ request: { model }, provenance }) => ({ model, provenance }))
}

/** The study of this one image that its trials are, and its place in it. */
export function studyOf(file: PictureFile, { models }: Catalogue): [StudyRequest, StudyImage] {
  const requests = file.trials.map(({ request }) => request)
  const [first] = requests
  const { model, attack, k, conventions, seed, strength } = first!
  const subjects = requests
    .map(({ model, draws }) => ({ model, draws }))
    .filter((subject, i, all) => all.findIndex((each) => each.model === subject.model) === i)
  const readouts = requests.map(({ rule, layer }) => ({ rule, layer }))
  const readout = readouts.at(-1)!
  const request: StudyRequest = {
    dataset: models.find(({ id }) => id === model)?.dataset ?? '',
    images: [file.image],
    sample: { kind: 'listed' },
    subjects,
    attack,
    readouts,
    aim: readout,
    k,
    conventions,
    seed,
    ...(strength && { strength }),
  }
  return [request, { place: 0, subject: subjects.length - 1, readout }]
}
