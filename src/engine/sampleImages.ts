import { balancedSubset } from '../core/datasets/balanced.ts'
import type { Dataset } from '../core/datasets/dataset.ts'
import type { Drawn } from '../domain/study.ts'

/**
 * Places in the test set of a sample's images.
 * @throws RangeError where the test set has no such sample
 */
export function sampleImages(dataset: Dataset, labels: Uint8Array, sample: Drawn): readonly number[] {
  if (sample.kind === 'balanced') return balancedSubset(dataset, labels, sample).places
  const { count } = sample
  if (!Number.isInteger(count) || count < 1 || count > labels.length)
    throw new RangeError(`${dataset.id}: count of images must be in [1, ${labels.length}], got ${count}`)
  return Array.from({ length: count }, (_, place) => place)
}
