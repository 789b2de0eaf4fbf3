import { type Key, permutation, split } from '../../domain/random.ts'
import type { LabelledImages } from './method.ts'

/** Shuffled batches of a data set, the same for the same key. */
export interface Minibatches {
  readonly perEpoch: number
  /** Batch number `index` counted over all epochs; views that the next call overwrites. */
  batch(index: number): LabelledImages & { readonly count: number }
}

export function minibatches({ images, labels }: LabelledImages, size: number, key: Key): Minibatches {
  const width = images.length / labels.length
  const perEpoch = Math.ceil(labels.length / size)
  const batchImages = new Float32Array(size * width)
  const batchLabels = new Uint8Array(size)
  let epoch = -1
  let order = new Uint32Array(0)
  return {
    perEpoch,
    batch(index) {
      const wanted = Math.floor(index / perEpoch)
      if (wanted !== epoch) order = permutation(split(key, (epoch = wanted)), labels.length) as typeof order
      const from = (index % perEpoch) * size
      const count = Math.min(size, labels.length - from)
      for (let i = 0; i < count; i++) {
        const source = order[from + i]!
        batchImages.set(images.subarray(source * width, (source + 1) * width), i * width)
        batchLabels[i] = labels[source]!
      }
      return {
        images: batchImages.subarray(0, count * width),
        labels: batchLabels.subarray(0, count),
        count,
      }
    },
  }
}
