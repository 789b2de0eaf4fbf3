import type { Conventions } from '../../domain/conventions.ts'
import type { ParameterSpecs, ValuesOf } from '../../domain/parameters.ts'
import type { AffineMap } from '../nn/affine.ts'
import type { Activations, LayerTensors } from '../nn/network.ts'
import type { Entry } from '../registry.ts'

/** A layer with weights on the way back: what came in, what went out, what relevance arrives. */
export interface AffineStep extends LayerTensors {
  readonly map: AffineMap
  /** Inputs [S or 1, n, in]. */
  readonly a: Activations
  /** Outputs before the activation, bias included, [S, n, out]. */
  readonly z: Activations
  /** Relevance of the outputs [S, n, out]. */
  readonly relevance: Activations
}

/** A propagation rule of LRP: how a layer with weights hands relevance from its outputs to its inputs. */
export interface Rule<S extends ParameterSpecs = ParameterSpecs> extends Entry {
  readonly summary: string
  readonly parameters: S
  /** Relevance of the inputs [S, n, in]. */
  propagate(step: AffineStep, values: ValuesOf<S>, conventions: Conventions): Activations
}

/** Infers the parameters' types from their specifications. */
export function rule<const S extends ParameterSpecs>(definition: Rule<S>): Rule<S> {
  return definition
}
