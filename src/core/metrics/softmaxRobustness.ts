import type { Metric } from './metric.ts'

/** 1 - ‖p(x) - p(x̃)‖∞ on the posterior mean of the softmax. */
export const softmaxRobustness: Metric = {
  id: 'softmax-robustness',
  label: 'softmax robustness',
  source: 'Carbone et al. 2022, section III',
  summary: 'One minus the largest change of a class probability.',
  measure({ clean, attacked }) {
    const changes = clean.probabilities.map((p, c) => Math.abs(p - attacked.probabilities[c]!))
    return 1 - changes.reduce((largest, change) => Math.max(largest, change), 0)
  },
}
