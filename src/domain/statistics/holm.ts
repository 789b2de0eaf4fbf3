import { sub } from '../formula.ts'
import type { Statistic } from './statistic.ts'

export const holm = {
  id: 'holm',
  label: 'Holm correction',
  source: 'Holm 1979',
  formula: [[sub('p̃', '( i )'), '=', sub('max', 'j ≤ i'), 'min ( 1 , ( m − j + 1 )', sub('p', '( j )'), ')']],
  summary:
    'Raises the p values of m tests so that all of them together are wrong at most as often as one of them was meant to be.',
  compute: adjust,
} satisfies Statistic

/** Adjusted p values in the order given. @throws RangeError for a p outside [0, 1] */
function adjust(p: readonly number[]): readonly number[] {
  const wrong = p.find((value) => !(value >= 0 && value <= 1))
  if (wrong !== undefined) throw new RangeError(`${holm.id}: p must be in [0, 1], got ${wrong}`)
  const adjusted = new Array<number>(p.length)
  let largest = 0
  p.map((value, i) => ({ value, i }))
    .sort((one, other) => one.value - other.value)
    .forEach(({ value, i }, rank) => {
      largest = Math.max(largest, Math.min(1, (p.length - rank) * value))
      adjusted[i] = largest
    })
  return adjusted
}
