import type { ParameterSpecs, ValuesOf } from '../../domain/parameters.ts'
import type { Architecture } from '../nn/architecture.ts'
import type { Entry } from '../registry.ts'
import type { Blas } from './blas.ts'

/** Training images [n, h * w * c] in [0, 1] and their labels [n]. */
export interface LabelledImages {
  readonly images: Float32Array
  readonly labels: Uint8Array
}

/** Everything a training run is a function of: the same value gives the same weights, bit by bit. */
export interface TrainingTask<S extends ParameterSpecs = ParameterSpecs> {
  readonly architecture: Architecture
  readonly data: LabelledImages
  readonly values: ValuesOf<S>
  readonly seed: number
  /** Which of several independent runs this is; 0 where a method has one. */
  readonly chain: number
  /** Which start of the chain this is: 0, or more where an earlier one's step size did not fit. */
  readonly attempt?: number
  readonly blas: Blas
}

/** All that a run needs to go on where it was: kept in checkpoints, changed in place. */
export interface TrainingState {
  readonly tensors: Record<string, Float32Array>
  readonly counters: Record<string, number>
  readonly curves: Record<string, number[]>
}

/** What came out: parameters as flat vectors. */
export type Outcome =
  | { readonly kind: 'point'; readonly parameters: Float32Array }
  | { readonly kind: 'gaussian'; readonly mean: Float32Array; readonly scale: Float32Array }
  | { readonly kind: 'stored'; readonly draws: readonly Float32Array[] }

/** A run in progress. */
export interface Trainer {
  readonly state: TrainingState
  /** Steps taken, of how many: a step is a hundred batches or one transition, seconds to a minute. */
  readonly step: number
  readonly steps: number
  /** Takes one step; returns what a person would like to see. */
  advance(): Readonly<Record<string, number>>
  /** Only when step = steps. */
  outcome(): Outcome
}

/** A way to get from data to a posterior. A new one is a file and a line in `index.ts`. */
export interface InferenceMethod<S extends ParameterSpecs = ParameterSpecs> extends Entry {
  readonly parameters: S
  readonly protocol: 'defined' | 'released'
  /** Independent runs that make one posterior. */
  chains(values: ValuesOf<S>): number
  /**
   * How the draws of several chains are read: chains take turns, so that few draws already come from several,
   * or each chain is read to its end before the next.
   */
  readonly order?: 'in turn' | 'one by one'
  /** Mean acceptance of a chain that is kept; one outside is run again from another start. */
  readonly acceptance?: { readonly min: number; readonly max: number }
  /** A run from its beginning, or from a state kept before. */
  trainer(task: TrainingTask<S>, state?: TrainingState): Trainer
}

/** An entry of the registry, its parameters checked by `resolve` before they come in. */
export function method<S extends ParameterSpecs>(entry: InferenceMethod<S>): InferenceMethod {
  return entry as unknown as InferenceMethod
}
