import type { Conventions } from './conventions.ts'
import { isOther } from './modelChecksum.ts'
import { shareOf } from './topK.ts'
import type { Choice, Provenance } from './trial.ts'

/** A network and the number of its draws: a column of a study. */
export interface Subject {
  readonly model: string
  readonly draws: number
}

/** A rule at a learnable layer, 0-based: one heatmap of an image. */
export interface Readout {
  readonly rule: Choice
  readonly layer: number
}

/** One attack on many images, for several networks, explained in several ways. */
export interface StudyRequest {
  readonly dataset: string
  /** Places in the test set, in order; an image may stand there twice. */
  readonly images: readonly number[]
  /** How the images were chosen, for captions. */
  readonly sample: Sample
  readonly subjects: readonly Subject[]
  readonly attack: Choice
  readonly readouts: readonly Readout[]
  /** The explanation that attacks on explanations attack. */
  readonly aim: Readout
  /** Percent of pixels in the top-k set. */
  readonly k: number
  readonly conventions: Conventions
  /** Image i of the study is attacked as a trial with seed `seed + i` would be. */
  readonly seed: number
  /** As a trial's: scales the change of every image until it is this large. */
  readonly strength?: { readonly norm: 'linf' | 'l2'; readonly value: number }
}

/** `balanced` is drawn as the paper's released code draws it; `first` are the first of the test set. */
export type Sample =
  | { readonly kind: 'balanced'; readonly count: number; readonly seed: number }
  | { readonly kind: 'first'; readonly count: number }
  | { readonly kind: 'listed' }

/** A sample that its description alone brings back. */
export type Drawn = Exclude<Sample, { readonly kind: 'listed' }>

/** What is computed in one go: some images of a study for one of its networks. */
export interface StudyPartRequest {
  readonly study: StudyRequest
  /** Place among the study's subjects. */
  readonly subject: number
  /** Places among the study's images: from … to - 1. */
  readonly from: number
  readonly to: number
}

/** One number an image in every array, in the order of the study's images. */
export interface ImageValues {
  readonly predictionBefore: readonly number[]
  readonly predictionAfter: readonly number[]
  readonly softmaxRobustness: readonly number[]
  /** Under a random pattern as large as the attack on this image really was. */
  readonly softmaxRobustnessControl: readonly number[]
  readonly predictionControl: readonly number[]
  readonly linf: readonly number[]
  readonly l2: readonly number[]
  /** Shares with an exactly zero gradient at the first step; empty for attacks without gradients. */
  readonly zeroPixels: readonly number[]
  readonly zeroDraws: readonly number[]
  readonly lossBefore: readonly number[]
  readonly lossAfter: readonly number[]
  /** What an attack on an explanation raised; empty for other attacks. */
  readonly objectiveBefore: readonly number[]
  readonly objectiveAfter: readonly number[]
  /** In the order of the study's readouts. */
  readonly readouts: readonly ReadoutValues[]
}

/** Pixels common to the top-k sets before and after: LRP robustness times `size`. */
export interface ReadoutValues {
  /** Number of pixels in a top-k set. */
  readonly size: number
  readonly common: readonly number[]
  /** Under the random pattern. */
  readonly control: readonly number[]
  /** Pixels of the clean heatmap that tie at an edge of its top-k set: only their place decided. */
  readonly ties: readonly number[]
}

export interface StudyPart {
  readonly request: StudyPartRequest
  readonly provenance: Provenance
  readonly values: ImageValues
}

/** A column as far as it has come. */
export interface StudyColumn {
  readonly subject: Subject
  /** Of the part computed last; the time is that of all parts together. */
  readonly provenance: Provenance
  /** Images done, from the first on. */
  readonly done: number
  readonly values: ImageValues
}

/** A study, complete or on its way; a column that has not begun is null. */
export interface StudyResult {
  readonly request: StudyRequest
  /** The true class of each of the study's images. */
  readonly labels: readonly number[]
  readonly columns: readonly (StudyColumn | null)[]
}

/**
 * The network that a part of a study is about.
 * @throws RangeError for a subject or images that the study does not have
 */
export function subjectOf({ study, subject, from, to }: StudyPartRequest): Subject {
  const chosen = study.subjects[subject]
  if (!chosen)
    throw new RangeError(`study: subject must be in [0, ${study.subjects.length - 1}], got ${subject}`)
  if (!(from >= 0 && from < to && to <= study.images.length))
    throw new RangeError(`study: images must be in [0, ${study.images.length}], got ${from} to ${to}`)
  return chosen
}

/** A study of which nothing is computed yet. */
export function emptyStudy(request: StudyRequest, labelsOfTestSet: Uint8Array): StudyResult {
  return {
    request,
    labels: request.images.map((image) => labelsOfTestSet[image]!),
    columns: request.subjects.map(() => null),
  }
}

/** What is left to compute, in order: column by column, `size` images at a time. */
export function partsLeft({ request, columns }: StudyResult, size: number): readonly StudyPartRequest[] {
  const count = request.images.length
  return request.subjects.flatMap((_, subject) => {
    const done = columns[subject]?.done ?? 0
    return Array.from({ length: Math.ceil((count - done) / size) }, (_, i) => ({
      study: request,
      subject,
      from: done + i * size,
      to: Math.min(count, done + (i + 1) * size),
    }))
  })
}

/**
 * The study with one more part.
 * @throws RangeError for a part that does not follow on what its column has, or is of a network trained anew since
 */
export function withPart(study: StudyResult, { request, provenance, values }: StudyPart): StudyResult {
  const before = study.columns[request.subject]
  const done = before?.done ?? 0
  if (request.from !== done)
    throw new RangeError(`study: the part must begin at image ${done}, got ${request.from}`)
  if (before && isOther(before.provenance.modelChecksum, provenance.modelChecksum))
    throw new RangeError(
      `study: ${before.subject.model} was trained anew since its first ${done} images were computed; run the study again`,
    )
  const column: StudyColumn = {
    subject: study.request.subjects[request.subject]!,
    provenance: {
      ...provenance,
      milliseconds: provenance.milliseconds + (before?.provenance.milliseconds ?? 0),
    },
    done: request.to,
    values: before ? joinedValues([before.values, values]) : values,
  }
  return { ...study, columns: study.columns.with(request.subject, column) }
}

/** Values of some images, then of others. */
export function joinedValues(parts: readonly ImageValues[]): ImageValues {
  const joined = (name: Exclude<keyof ImageValues, 'readouts'>) => parts.flatMap((part) => part[name])
  return {
    predictionBefore: joined('predictionBefore'),
    predictionAfter: joined('predictionAfter'),
    softmaxRobustness: joined('softmaxRobustness'),
    softmaxRobustnessControl: joined('softmaxRobustnessControl'),
    predictionControl: joined('predictionControl'),
    linf: joined('linf'),
    l2: joined('l2'),
    zeroPixels: joined('zeroPixels'),
    zeroDraws: joined('zeroDraws'),
    lossBefore: joined('lossBefore'),
    lossAfter: joined('lossAfter'),
    objectiveBefore: joined('objectiveBefore'),
    objectiveAfter: joined('objectiveAfter'),
    readouts: parts[0]!.readouts.map(({ size }, i) => ({
      size,
      common: parts.flatMap((part) => part.readouts[i]!.common),
      control: parts.flatMap((part) => part.readouts[i]!.control),
      ties: parts.flatMap((part) => part.readouts[i]!.ties),
    })),
  }
}

/** LRP robustness of every image under the attack, or under the random pattern. */
export function lrpRobustness(
  readout: ReadoutValues,
  under: 'attack' | 'control' = 'attack',
): readonly number[] {
  const shared = under === 'attack' ? readout.common : readout.control
  return shared.map((common) => shareOf(common, readout.size))
}
