import { readFile } from 'node:fs/promises'
import { toUnit } from '../../src/core/datasets/dataset.ts'
import { mnist } from '../../src/core/datasets/mnist.ts'
import type { Picture } from '../../src/domain/image.ts'
import { openTestSet } from '../../src/engine/testSet.ts'

const folder = new URL('../../public/data/mnist/', import.meta.url)

/** The first test images of MNIST, as pictures. */
export async function testDigits(count = 10_000): Promise<readonly Picture[]> {
  const set = await openTestSet(mnist, async (name) => new Uint8Array(await readFile(new URL(name, folder))))
  const pixels = toUnit(await set.images(0, count))
  return Array.from({ length: count }, (_, i) => ({
    data: pixels.slice(i * 784, (i + 1) * 784),
    shape: [28, 28, 1] as const,
  }))
}
