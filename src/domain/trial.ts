import type { Conventions } from './conventions.ts'
import type { Picture } from './image.ts'
import type { Overrides, ParameterValue } from './parameters.ts'

/** An entry of a registry and what was chosen for its parameters. */
export interface Choice {
  readonly id: string
  readonly parameters: Overrides
}

/** One image, one attack, one network: the heatmaps before and after, and what happened. */
export interface TrialRequest {
  readonly model: string
  readonly draws: number
  readonly picture: Picture
  /** The class it truly is, null for a drawing. */
  readonly label: number | null
  readonly attack: Choice
  readonly rule: Choice
  /** Learnable layer whose representation is explained, 0-based; the last one is the output. */
  readonly layer: number
  /** Percent of pixels in the top-k set. */
  readonly k: number
  readonly conventions: Conventions
  readonly seed: number
  /** Another network that the attack is made on: does it transfer? Absent: the network that is explained. */
  readonly source?: { readonly model: string; readonly draws: number }
  /** Scales the change of the image until it is this large, so that networks compare at equal strength. */
  readonly strength?: { readonly norm: 'linf' | 'l2'; readonly value: number }
}

/** Every layer and every rule for one network; `rule` and `layer` are what an attack on the explanation attacks. */
export interface LayersRequest extends TrialRequest {
  /** Rules with their parameters, in the order of rows. */
  readonly rules: readonly Choice[]
}

/** Who computed a result, so that it can be computed again. */
export interface Provenance {
  readonly backend: string
  /** sha256 over the checksums of the model's files. */
  readonly modelChecksum: string
  readonly milliseconds: number
  readonly version: string
}

/** A request with every default filled in. */
export type Resolved<R> = R & { readonly resolved: { readonly attack: Values; readonly rule?: Values } }
type Values = Readonly<Record<string, ParameterValue>>

/** Relevance of every input value: mean and deviation over the draws, same shape as the picture. */
export interface Heatmap {
  readonly mean: Float32Array
  readonly deviation: Float32Array
  /** Share of the draws whose relevance has the sign of the mean, per input value. */
  readonly agreement: Float32Array
  /** Sum of the mean: what conservation would make equal to `start`. */
  readonly total: number
  /** Relevance that LRP started from, mean over the draws. */
  readonly start: number
  /** Class explained by most draws (null at inner layers), and the share of draws that explain it. */
  readonly explained: { readonly class: number; readonly share: number } | null
}

/** What a network says of one image. */
export interface Prediction {
  /** Posterior mean of the softmax, [classes]. */
  readonly probabilities: Float32Array
  /** Standard deviation of the softmax over the draws, [classes]. */
  readonly deviation: Float32Array
  readonly class: number
}

export interface Stage {
  readonly picture: Picture
  readonly prediction: Prediction
  readonly heatmap: Heatmap
}

/** The k % most relevant input values before and after, as masks of 0 and 1. */
export interface Overlap {
  readonly clean: Uint8Array
  readonly attacked: Uint8Array
  /** Number selected in each. */
  readonly size: number
  readonly common: number
  /** Input values that tie at an edge of each set: only their place decided. */
  readonly ties: { readonly clean: number; readonly attacked: number }
}

/** What an attack really did. */
export interface Audit {
  readonly label: number
  readonly labelSource: 'true' | 'predicted' | 'target'
  readonly linf: number
  readonly l2: number
  /** Number of input values changed. */
  readonly l0: number
  /** Share of input values that ended on 0 or 1 short of the full step. */
  readonly clipped: number
  /** Share of input values with an exactly zero gradient, at the first step; null for attacks without one. */
  readonly zeroPixels: number | null
  /** Share of draws whose whole gradient is exactly zero, at the first step; null for attacks without one. */
  readonly zeroDraws: number | null
  readonly lossBefore: number
  readonly lossAfter: number
  readonly predictionBefore: number
  readonly predictionAfter: number
  /** What an attack on the explanation raised, before and after; null for other attacks. */
  readonly objective: { readonly before: number; readonly after: number } | null
}

/** The same readouts for a random pattern of the same size: what "nothing but noise" would have done. */
export interface Control extends Stage {
  readonly metrics: Readonly<Record<string, number>>
}

export interface TrialResult {
  readonly request: Resolved<TrialRequest>
  readonly provenance: Provenance
  readonly clean: Stage
  readonly attacked: Stage
  readonly overlap: Overlap
  /** By metric id: 'lrp-robustness', 'softmax-robustness'. */
  readonly metrics: Readonly<Record<string, number>>
  readonly audit: Audit
  readonly control: Control
}

export interface LayerCell {
  readonly rule: Choice
  readonly layer: number
  readonly clean: Heatmap
  readonly attacked: Heatmap
  readonly lrpRobustness: number
  /** The same under a random pattern with the largest change of a pixel that the attack made. */
  readonly lrpRobustnessControl: number
}

export interface LayersResult {
  readonly request: LayersRequest
  readonly provenance: Provenance
  readonly cells: readonly LayerCell[]
}

/** One image on the way of an iterative attack. */
export interface Frame {
  /** Steps taken; 0 is the clean image. */
  readonly step: number
  readonly picture: Picture
  readonly prediction: Prediction
  readonly heatmap: Heatmap
  readonly metrics: Readonly<Record<string, number>>
  readonly linf: number
  readonly l2: number
}

/** The iterates of an attack, from the clean image to the last; at most a few dozen, evenly taken. */
export interface FilmResult {
  readonly request: TrialRequest
  readonly provenance: Provenance
  /** Steps of the whole attack; 0 where it has none. */
  readonly steps: number
  readonly frames: readonly Frame[]
}
