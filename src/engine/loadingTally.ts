import type { Loading } from '../domain/task.ts'
import type { OnRead } from './modelFormat.ts'

/**
 * What several hands have read of one model, as one number: `hand(i)` is told by the i-th. Nothing is said before
 * all have spoken, so that the whole does not seem to grow, nor when nothing is missing.
 */
export function loadingTally(model: string, hands: number, say: (loading: Loading) => void) {
  const told = new Map<number, { readonly bytes: number; readonly of: number }>()
  return {
    hand:
      (i: number): OnRead =>
      (bytes, of) => {
        told.set(i, { bytes, of })
        const all = [...told.values()]
        const total = { bytes: sum(all.map((each) => each.bytes)), of: sum(all.map((each) => each.of)) }
        if (told.size === hands && total.bytes < total.of) say({ model, ...total })
      },
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
