import type { Conventions } from '../../domain/conventions.ts'
import type { ParameterSpecs, ValuesOf } from '../../domain/parameters.ts'
import { type Activations, type Step, type Tape, throughPool, type Weights } from '../nn/network.ts'
import * as tf from '../tf.ts'
import type { Rule } from './rule.ts'

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
export function propagate(weights: Weights, tape: Tape, relevance: Activations, by: Explainer): Activations {
  return tape.reduceRight((arriving, step) => stepBack(weights, step, arriving, by), relevance)
}

function stepBack(weights: Weights, step: Step, relevance: Activations, by: Explainer): Activations {
  const { layer, input: a, output: z } = step
  switch (layer.kind) {
    case 'affine':
      return by.rule.propagate(
        { map: layer.map, a, z, relevance, ...weights[layer.index]! },
        by.values,
        by.conventions,
      )
    case 'leakyRelu':
      return by.conventions.activation === 'pass' ? relevance : tf.mul(relevance, tf.step(a, layer.slope))
    case 'maxPool':
      return throughPool(step, relevance)
    default:
      return layer satisfies never
  }
}
