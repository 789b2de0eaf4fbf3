import { quantile } from 'd3-array'
import { sub } from '../formula.ts'
import { checkSamples } from './samples.ts'
import type { Interval, Statistic } from './statistic.ts'

export interface BoxPlot {
  readonly median: number
  readonly quartiles: Interval
  /** The outermost values within 1.5 interquartile ranges of the box. */
  readonly whiskers: Interval
  /** Values beyond the whiskers, ascending. */
  readonly outliers: readonly number[]
}

export const boxPlot = {
  id: 'box-plot',
  label: 'box plot',
  source: 'Tukey 1977; Figures 3 and 10-15',
  formula: [
    [sub('Q', '1'), ', median ,', sub('Q', '3')],
    [sub('Q', '1'), '− 1.5 (', sub('Q', '3'), '−', sub('Q', '1'), ') ≤ a'],
    ['a ≤', sub('Q', '3'), '+ 1.5 (', sub('Q', '3'), '−', sub('Q', '1'), ')'],
  ],
  summary:
    'Half of the values lie in the box, its line is the middle one, the whiskers reach the outermost values within one and a half boxes.',
  compute: summarize,
} satisfies Statistic

/** Quartiles interpolate linearly between neighbors, as NumPy's do. @throws RangeError for an empty sample */
function summarize(values: readonly number[]): BoxPlot {
  checkSamples(boxPlot.id, values)
  const sorted = Float64Array.from(values).sort()
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((p) => quantile(sorted, p)!) as [number, number, number]
  const reach = 1.5 * (q3 - q1)
  const within = sorted.filter((value) => value >= q1 - reach && value <= q3 + reach)
  // interpolated quartiles can lie beyond every value that is within reach
  const whiskers = [Math.min(q1, within[0] ?? q1), Math.max(q3, within.at(-1) ?? q3)] as const
  const outliers = [...sorted].filter((value) => value < q1 - reach || value > q3 + reach)
  return { median, quartiles: [q1, q3], whiskers, outliers }
}
