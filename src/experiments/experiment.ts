import type { ProtocolId } from '../domain/conventions.ts'
import type { Readout, StudyResult, Subject } from '../domain/study.ts'
import type { Choice } from '../domain/trial.ts'

/** A headless experiment: what `npm run experiment -- <id>` computes. */
export type Experiment = StudyExperiment | PictureExperiment

/** Many images, several networks; called `<dataset>-<architecture>-<attack>-<protocol>`. */
export interface StudyExperiment extends Description {
  readonly kind: 'study'
  /** Networks from left to right, each with the numbers of draws to take; fewer where there are fewer. */
  readonly networks: readonly { readonly model: string; readonly draws: readonly number[] }[]
  /** Balanced test images. */
  readonly images: number
  readonly attack: Choice
  /** A guess at the multiply-adds of all of it, in billions, so that the cheap ones come first. */
  readonly cost: number
}

/** The heatmaps of one image out of a study; called after it. */
export interface PictureExperiment extends Description {
  readonly kind: 'picture'
  /** Id of the study that the image is chosen from. */
  readonly study: string
  /** Percent of pixels in the top-k set. */
  readonly k: number
  /** @throws RangeError where no image of the study will do */
  choose(study: StudyResult): ChosenPicture
}

/** An image of a study, and what is to be shown of it. */
export interface ChosenPicture {
  /** Its place among the study's images. */
  readonly place: number
  /** How it was chosen, in one sentence. */
  readonly how: string
  readonly panels: readonly { readonly subject: Subject; readonly readout: Readout }[]
}

export interface Description {
  readonly id: string
  readonly label: string
  readonly dataset: string
  /** Kind and size: 'conv512'. */
  readonly architecture: string
  /** The published attack, whatever its twin's id: 'topk'. */
  readonly family: string
  readonly protocol: ProtocolId
}
