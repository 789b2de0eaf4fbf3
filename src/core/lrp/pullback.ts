import {
  type Activations,
  activationSlope,
  fromWinners,
  stepBack as gradientBack,
  type Step,
  type Tape,
  type Weights,
} from '../nn/network.ts'
import * as tf from '../tf.ts'
import { type Explainer, hand } from './propagate.ts'
import { handBackAdjoint } from './share.ts'

/**
 * How a function of the heatmap changes with the pixels: the adjoint of LRP itself, written by hand.
 * The relevance that started is differentiated too; `atStart` says what its change means for the end of the tape.
 */
export interface Pullback {
  /** Relevance at the end of the tape, [S, n, features]. */
  readonly start: Activations
  /** Gradient of the function at the heatmaps [S or 1, n, pixels]. */
  readonly cotangent: Activations
  /** From the gradient at the starting relevance to the gradient at the end of the tape; both [S, n, features]. */
  atStart(gradient: Activations): Activations
}

/** Gradient at the pixels [S, n, pixels], for each draw its own. */
export function pullback(
  weights: Weights,
  tape: Tape,
  by: Explainer,
  { start, cotangent, atStart }: Pullback,
): Activations {
  const arriving = relevances(weights, tape, start, by)
  const throughValues: (Activations | null)[] = tape.map(() => null)
  let gradient = cotangent
  tape.forEach((step, i) => {
    const { relevance, input } = stepAdjoint(weights, step, arriving[i]!, gradient, by)
    gradient = relevance
    // what the step's output means to the rule is in `input` too: the total is a function of the inputs alone
    throughValues[i] = input
  })
  return tape.reduceRight((above, step, i) => {
    const below = gradientBack(weights, step, above)
    return throughValues[i] ? tf.add(below, throughValues[i]) : below
  }, atStart(gradient))
}

/** Relevance that arrives at the output of every step. */
function relevances(weights: Weights, tape: Tape, start: Activations, by: Explainer): readonly Activations[] {
  const arriving: Activations[] = []
  tape.reduceRight((relevance, step, i) => {
    arriving[i] = relevance
    return i === 0 ? relevance : hand(weights, step, relevance, by)
  }, start)
  return arriving
}

interface StepAdjoint {
  /** Gradient at the relevance of the step's output. */
  readonly relevance: Activations
  /** Gradient at the step's input, through what the rule makes of it; null where it makes nothing. */
  readonly input: Activations | null
}

function stepAdjoint(
  weights: Weights,
  step: Step,
  relevance: Activations,
  gradient: Activations,
  by: Explainer,
): StepAdjoint {
  const { layer, input: a, output: z } = step
  switch (layer.kind) {
    case 'affine':
      return tf.tidy(() =>
        by.rule
          .shares({ ...weights[layer.index]!, z }, by.values, by.conventions)
          .map((share) => handBackAdjoint(layer.map, a, relevance, share, gradient))
          .map((part) => ({ relevance: part.relevance, input: part.a }))
          .reduce((sum, part) => ({
            relevance: tf.add(sum.relevance, part.relevance),
            input: tf.add(sum.input, part.input),
          })),
      )
    case 'leakyRelu':
    case 'softplus': {
      if (by.conventions.activation === 'pass') return { relevance: gradient, input: null }
      const slope = activationSlope(layer, a)
      const input =
        layer.kind === 'softplus' ? tf.mul(tf.mul(gradient, relevance), curvature(slope, layer.beta)) : null
      return { relevance: tf.mul(gradient, slope), input: input as Activations | null }
    }
    case 'maxPool':
      return { relevance: fromWinners(step, gradient), input: null }
    default:
      return layer satisfies never
  }
}

/** Second derivative of softplus: β p (1 - p) with p its first. */
function curvature(slope: Activations, beta: number): Activations {
  return tf.mul(tf.mul(slope, tf.sub(1, slope)), beta)
}
