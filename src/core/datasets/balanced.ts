import { mersenne } from 'pure-rand/generator/mersenne'
import type { Dataset } from './dataset.ts'

/** Test images, as many of each class. */
export interface BalancedSubset {
  /** Places in the test set, class by class; a place may come twice. */
  readonly places: readonly number[]
  /** Whether the stream goes on where the released code's training subset ends: the very images of the paper. */
  readonly asReleased: boolean
}

/**
 * `count` test images drawn as `balanced_subset` of the released code draws them: class by class, places at random
 * with replacement, kept when of the class, from NumPy's legacy generator (a Mersenne twister).
 * The released code draws as many training images first, from the same stream; how much of it they use up is known
 * for the seed and the counts that the data set lists. Any other seed or count starts a stream of its own.
 * @throws RangeError when `count` cannot be shared out among the classes, TypeError when the labels lack a class
 */
export function balancedSubset(
  dataset: Pick<Dataset, 'id' | 'classes' | 'releasedSubset'>,
  labels: Uint8Array,
  { count, seed }: { readonly count: number; readonly seed: number },
): BalancedSubset {
  const { releasedSubset, classes, id } = dataset
  const used = seed === releasedSubset.seed ? releasedSubset.trainingWords[count] : undefined
  const next = numpyWords(seed)
  for (let word = 0; word < (used ?? 0); word++) next()
  const places = drawBalanced(next, labels, { count, classes: classes.length, owner: id })
  return { places, asReleased: used !== undefined }
}

/** 32-bit words of `numpy.random.RandomState(seed)`. */
export function numpyWords(seed: number): () => number {
  const generator = mersenne(seed)
  return () => generator.next()
}

/** Places of `count` labels, class by class, from a stream of 32-bit words. */
export function drawBalanced(
  next: () => number,
  labels: Uint8Array,
  { count, classes, owner }: { readonly count: number; readonly classes: number; readonly owner: string },
): readonly number[] {
  if (!Number.isInteger(count) || count <= 0 || count % classes !== 0)
    throw new RangeError(`${owner}: count of balanced images must be a multiple of ${classes}, got ${count}`)
  return Array.from({ length: classes }, (_, label) => {
    if (!labels.includes(label)) throw new TypeError(`${owner}: no image of class ${label} to draw from`)
    return Array.from({ length: count / classes }, () => placeOf(label, labels, next))
  }).flat()
}

function placeOf(label: number, labels: Uint8Array, next: () => number): number {
  for (;;) {
    const place = below(labels.length, next)
    if (labels[place] === label) return place
  }
}

/** A whole number below `limit` as legacy `randint` takes it: as many bits as needed, again while too large. */
export function below(limit: number, next: () => number): number {
  const mask = 2 ** Math.ceil(Math.log2(limit)) - 1
  for (;;) {
    const value = next() & mask
    if (value < limit) return value
  }
}
