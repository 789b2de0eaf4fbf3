import type { Formula } from '../../domain/formula.ts'
import type { TopK } from '../../domain/topK.ts'

/** What a metric compares: one image before and after an attack. */
export interface BeforeAfter {
  readonly clean: Side
  readonly attacked: Side
}

interface Side {
  /** Posterior mean of the softmax, [classes]. */
  readonly probabilities: Float32Array
  readonly topK: TopK
}

/** A number in [0, 1]; 1 means that nothing changed. */
export interface Metric {
  readonly id: string
  readonly label: string
  readonly source: string
  readonly summary: string
  /** Line by line. */
  readonly formula: readonly Formula[]
  /** What a random explanation would reach, where chance has a meaning. */
  readonly chance?: 'k-percent'
  measure(pair: BeforeAfter): number
}
