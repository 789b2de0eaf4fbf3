import type { Family } from '../../../domain/catalogue.ts'
import type { ProtocolId } from '../../../domain/conventions.ts'
import type { ParameterSpecs } from '../../../domain/parameters.ts'

/** A figure or table of the paper, as the page shows it: all there is to say of it stands in its entry. */
export interface Figure {
  /** Its name in a link: '3', 'table-5'. */
  readonly id: string
  /** As the paper counts: 'Figure 3', 'Table V'. */
  readonly number: string
  readonly title: string
  /** What the published one shows, in a sentence or two. */
  readonly shows: string
  /** What is not known of it, or departs from it here. */
  readonly note?: string
  /** The ways it can be drawn; the default is the published one. */
  readonly options: ParameterSpecs
  readonly body: Body
}

export type Body =
  | DistributionBody
  | ScatterBody
  | PictureBody
  | { readonly kind: 'overlap'; readonly results: Results }
  | ArchitectureBody
  | TrainingBody
  | { readonly kind: 'symbols'; readonly figures: readonly string[] }

/** Names of the experiments, in both readings of the paper. */
export type Results = Readonly<Record<ProtocolId, string>>

/** Robustness of many images as outlines or as boxes, layer by layer. */
export interface DistributionBody {
  readonly kind: 'densities' | 'boxes'
  readonly rules: readonly string[]
  /** 0-based learnable layers, from top to bottom. */
  readonly layers: readonly number[]
  readonly panels: readonly Panel[]
}

/** LRP against softmax robustness, layer by layer. */
export interface ScatterBody {
  readonly kind: 'scatter'
  readonly rules: readonly string[]
  readonly layers: readonly number[]
  readonly panels: readonly Panel[]
}

/** One image with its heatmaps. */
export interface PictureBody {
  readonly kind: 'pictures'
  readonly results: Results
}

/** The layers of a network, and what the paper's table says of them. */
export interface ArchitectureBody {
  readonly kind: 'architecture'
  /** Id in the catalogue. */
  readonly architecture: string
  readonly published: readonly { readonly hidden: number; readonly parameters: number }[]
}

/** How posteriors were trained, and what the paper's table says. */
export interface TrainingBody {
  readonly kind: 'training'
  readonly models: readonly { readonly published: string; readonly results: Results }[]
  readonly settings: readonly PublishedSetting[]
}

export interface PublishedSetting {
  /** Name in a model card's hyperparameters; 'hidden' is the card's own. */
  readonly setting: string
  readonly label: string
  /** In the order of the models. */
  readonly values: readonly string[]
}

/** Networks on one data set under one attack: a column of a published figure. */
export interface Panel {
  readonly id: string
  readonly label: string
  /** null where no experiment here asks for it. */
  readonly results: Results | null
  /** The paper's "layer idx" of the learnable layers. */
  readonly indices: readonly number[]
  /** What the one published layer is called where it is none of the first three. */
  readonly layer?: string
  readonly published: readonly Published[]
}

/** A number that was read from a published figure. */
export interface Published {
  readonly family: Family
  readonly layer: number
  readonly rule: string
  /** Absent: the most there are, or not a posterior. */
  readonly draws?: number
  /** Of the differences to the deterministic network, image by image. */
  readonly median?: number
  readonly quartiles?: readonly [low: number, high: number]
  /** Where the outline is high, and how that is said where it is not one peak. */
  readonly peaks?: readonly number[]
  readonly peaksText?: string
  /** LRP with softmax robustness, over the images. */
  readonly correlation?: number
  readonly how: 'decoded' | 'by eye'
}

/** Every experiment that a figure is drawn from. */
export function resultsOf({ body }: Figure): readonly Results[] {
  switch (body.kind) {
    case 'densities':
    case 'boxes':
    case 'scatter':
      return body.panels.flatMap(({ results }) => results ?? [])
    case 'pictures':
    case 'overlap':
      return [body.results]
    case 'architecture':
    case 'training':
    case 'symbols':
      return []
    default:
      return body satisfies never
  }
}
