import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../src/core/datasets/dataset.ts'
import { datasets } from '../../src/core/datasets/index.ts'
import { mnist } from '../../src/core/datasets/mnist.ts'
import { sha256 } from '../../src/domain/sha256.ts'
import { readIdx } from '../../src/engine/idx.ts'
import { openTestSet, packTestSet } from '../../src/engine/testSet.ts'

const small: Dataset = { ...mnist, id: 'small', shape: [2, 3, 1], testImages: 7 }
const pixels = Uint8Array.from({ length: 42 }, (_, i) => 6 * i)
const labels = Uint8Array.of(3, 1, 4, 1, 5, 9, 2)

describe('a test set', () => {
  it('comes back as it was packed, reading only the chunks that are wanted', async () => {
    const files = await packTestSet(small, { pixels, labels }, 3)
    const asked: string[] = []
    const set = await openTestSet(small, async (name) => {
      asked.push(name)
      return files.get(name)!
    })
    expect(set.labels).toEqual(labels)
    expect(await set.image(4)).toEqual(pixels.subarray(24, 30))
    expect(await set.image(3)).toEqual(pixels.subarray(18, 24))
    expect(asked).toEqual(['index.json', 'labels.bin', 'images-01.bin'])
    expect(await set.images(0, 7)).toEqual(pixels)
    await expect(set.image(7)).rejects.toThrow('small: test image must be a whole number in [0, 6], got 7')
  })

  it('is refused by name when a file is not what the index says', async () => {
    const files = new Map(await packTestSet(small, { pixels, labels }, 3))
    files.set('images-00.bin', files.get('images-00.bin')!.subarray(1))
    const set = await openTestSet(small, async (name) => files.get(name)!)
    await expect(set.image(0)).rejects.toThrow(/^data\/small\/images-00\.bin: expected \d+ bytes, found \d+$/)
    files.set('labels.bin', Uint8Array.of(0, 1, 2, 3, 4, 5, 6))
    await expect(openTestSet(small, async (name) => files.get(name)!)).rejects.toThrow(
      /labels\.bin: expected the SHA-256/,
    )
  })

  it('is refused when it is of another shape', async () => {
    const files = await packTestSet(small, { pixels, labels }, 3)
    const other = { ...small, shape: [3, 3, 1] as const }
    await expect(openTestSet(other, async (name) => files.get(name)!)).rejects.toThrow(
      'data/small/index.json: expected 7 images of [3,3,1], found 7 of [2,3,1]',
    )
  })
})

it.each(datasets.entries)('the committed test images of $id are the original bytes', async (dataset) => {
  const set = await openTestSet(
    dataset,
    async (name) => new Uint8Array(await readFile(`public/data/${dataset.id}/${name}`)),
  )
  const [height, width] = dataset.shape
  const idx = new Uint8Array(16 + dataset.testImages * height * width)
  new DataView(idx.buffer).setUint32(0, 0x00000803)
  for (const [axis, side] of [dataset.testImages, height, width].entries())
    new DataView(idx.buffer).setUint32(4 + 4 * axis, side)
  idx.set(await set.images(0, dataset.testImages), 16)
  expect(await sha256(idx)).toBe(dataset.test.images.sha256)
})

it('an IDX file of the wrong size or shape is refused by name', () => {
  const file = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 5, 7)
  expect(readIdx(file, [2], 'labels')).toEqual(Uint8Array.of(5, 7))
  expect(() => readIdx(file.subarray(0, 9), [2], 'labels')).toThrow('labels: expected 10 bytes, found 9')
  const wrong = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 5, 7)
  expect(() => readIdx(wrong, [2], 'labels')).toThrow('labels: expected bytes of shape [2], found [3]')
})
