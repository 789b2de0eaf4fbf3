import { deviation, max, min } from 'd3-array'
import { fraction, sub, sup } from '../formula.ts'
import { density as gaussian } from './normalTail.ts'
import { checkSamples } from './samples.ts'
import type { Statistic } from './statistic.ts'

export interface KernelDensity {
  /** Standard deviation of a kernel. */
  readonly bandwidth: number
  readonly grid: readonly number[]
  /** At each point of the grid. */
  readonly density: readonly number[]
}

export const kernelDensity = {
  id: 'kernel-density',
  label: 'kernel density',
  source: 'Scott 1992 for the bandwidth, as seaborn draws Figures 2 and 7-9',
  formula: [
    ['f ( x ) =', fraction('1', 'n h'), 'Σ φ (', fraction(['x −', sub('a', 'i')], 'h'), ')'],
    ['h =', sup('n', '−1/5'), 's'],
  ],
  summary:
    'A smooth outline of where the values lie: a bell over each of them, added up; narrow peaks come out wider than they are.',
  compute: estimate,
} satisfies Statistic

/**
 * A Gaussian over each value, wide n^(-1/5) sample standard deviations.
 * Without a grid: 200 points up to three bandwidths beyond the values, as seaborn.
 * A sample that does not vary has no density: grid and density are empty.
 * @throws RangeError for an empty sample
 */
function estimate(values: readonly number[], grid?: readonly number[]): KernelDensity {
  checkSamples(kernelDensity.id, values)
  const bandwidth = values.length ** -0.2 * (deviation(values) ?? 0)
  if (bandwidth === 0) return { bandwidth, grid: [], density: [] }
  const points = grid ?? support(values, bandwidth)
  const at = (x: number) =>
    values.reduce((sum, value) => sum + gaussian((x - value) / bandwidth), 0) / (values.length * bandwidth)
  return { bandwidth, grid: points, density: points.map(at) }
}

function support(values: readonly number[], bandwidth: number): readonly number[] {
  const [from, to] = [min(values)! - 3 * bandwidth, max(values)! + 3 * bandwidth]
  return Array.from({ length: 200 }, (_, i) => from + ((to - from) * i) / 199)
}
