import type { Activations, Step } from '../nn/network.ts'
import * as tf from '../tf.ts'
import type { Explainer } from './propagate.ts'

/** The denominators of one explainer on one tape. */
export interface Denominators {
  /** That of a step's `share`-th share, [S, n, out]; made where it is not there yet. */
  of(step: Step, share: number, make: () => Activations): Activations
}

/** Keeps denominators beside a tape until it is freed. */
export interface DenominatorStore {
  /** Those of an explainer; those of the one before are given up. */
  by(explainer: Explainer): Denominators
  free(): void
}

/**
 * What relevance is divided by depends on a layer's inputs alone, not on the relevance: explanations of several
 * layers by one rule, asked for one after the other, share it.
 */
export function denominatorStore(): DenominatorStore {
  const kept = new Map<Step, Activations[]>()
  let last = ''
  const free = () => {
    kept.forEach((all) => tf.dispose(all))
    kept.clear()
  }
  return {
    by({ rule, values, conventions }) {
      const name = JSON.stringify([rule.id, values, conventions])
      if (name !== last) free()
      last = name
      return {
        of(step, share, make) {
          const all = kept.get(step) ?? []
          kept.set(step, all)
          all[share] ??= tf.keep(make())
          return all[share]
        },
      }
    },
    free,
  }
}
