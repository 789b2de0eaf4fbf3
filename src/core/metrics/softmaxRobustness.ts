import { sub } from '../../domain/formula.ts'
import type { Metric } from './metric.ts'

/** 1 - ‖p(x) - p(x̃)‖∞ on the posterior mean of the softmax. */
export const softmaxRobustness: Metric = {
  id: 'softmax-robustness',
  label: 'softmax robustness',
  source: 'Carbone et al. 2022, section III',
  summary: 'One minus the largest change of a class probability.',
  formula: [['1 −', sub('max', 'c'), '|', sub('p', 'c'), '( x ) −', sub('p', 'c'), '( x̃ ) |']],
  measure({ clean, attacked }) {
    return 1 - softmaxChange(clean.probabilities, attacked.probabilities)
  },
}

/** The largest change of a class probability, ‖p - p̃‖∞. */
export function softmaxChange(before: Float32Array, after: Float32Array): number {
  return before.reduce((largest, p, c) => Math.max(largest, Math.abs(p - after[c]!)), 0)
}
