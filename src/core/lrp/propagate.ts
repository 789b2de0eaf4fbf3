import type { Conventions } from '../../domain/conventions.ts'
import type { ParameterSpecs, ValuesOf } from '../../domain/parameters.ts'
import {
  type Activations,
  activationSlope,
  type Step,
  type Tape,
  throughPool,
  type Weights,
} from '../nn/network.ts'
import * as tf from '../tf.ts'
import type { Denominators } from './denominators.ts'
import type { Rule } from './rule.ts'
import { denominatorOf, handBack } from './share.ts'

/** A rule with its checked parameters, and the conventions that hold around it. */
export interface Explainer {
  readonly rule: Rule
  readonly values: ValuesOf<ParameterSpecs>
  readonly conventions: Conventions
}

/**
 * Layer-wise relevance propagation: relevance at the end of the tape [S, n, features] becomes relevance of
 * the pixels [S, n, pixels]. Source: Bach et al. 2015.
 */
export function propagate(
  weights: Weights,
  tape: Tape,
  relevance: Activations,
  by: Explainer,
  denominators?: Denominators,
): Activations {
  return tape.reduceRight((arriving, step) => hand(weights, step, arriving, by, denominators), relevance)
}

/** Relevance of a step's input from relevance of its output; `denominators` are those of `by` that are kept. */
export function hand(
  weights: Weights,
  step: Step,
  relevance: Activations,
  by: Explainer,
  denominators: Denominators = madeAnew,
): Activations {
  const { layer, input: a, output: z } = step
  switch (layer.kind) {
    case 'affine':
      // tidied layer by layer: what a rule makes of the weights is as large as they are
      return tf.tidy(() =>
        by.rule
          .shares({ ...weights[layer.index]!, z }, by.values, by.conventions)
          .map((share, i) => {
            const denominator = denominators.of(step, i, () => denominatorOf(layer.map, a, share))
            return handBack(layer.map, a, relevance, share, denominator)
          })
          .reduce((sum, part) => tf.add(sum, part)),
      )
    case 'leakyRelu':
    case 'softplus':
      return by.conventions.activation === 'pass' ? relevance : tf.mul(relevance, activationSlope(layer, a))
    case 'maxPool':
      return throughPool(step, relevance)
    default:
      return layer satisfies never
  }
}

const madeAnew: Denominators = { of: (_step, _share, make) => make() }
