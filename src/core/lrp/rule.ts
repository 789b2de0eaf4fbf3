import type { Conventions } from '../../domain/conventions.ts'
import type { ParameterSpecs, ValuesOf } from '../../domain/parameters.ts'
import type { Activations, LayerTensors } from '../nn/network.ts'
import type { Entry } from '../registry.ts'
import type { Share } from './share.ts'

/** What a rule looks at: a layer's weights, and its outputs before the activation, bias included, [S, n, out]. */
export interface RuleStep extends LayerTensors {
  readonly z: Activations
}

/** A propagation rule of LRP: how a layer with weights hands relevance from its outputs to its inputs. */
export interface Rule<S extends ParameterSpecs = ParameterSpecs> extends Entry {
  readonly summary: string
  readonly parameters: S
  /** The shares whose sum the inputs receive. */
  shares(step: RuleStep, values: ValuesOf<S>, conventions: Conventions): readonly Share[]
}

/** Infers the parameters' types from their specifications. */
export function rule<const S extends ParameterSpecs>(definition: Rule<S>): Rule<S> {
  return definition
}
