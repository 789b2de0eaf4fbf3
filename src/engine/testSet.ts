import { unzlibSync, zlibSync } from 'fflate'
import * as v from 'valibot'
import { type Dataset, imageSize, type LabelledBytes } from '../core/datasets/dataset.ts'
import { sha256 } from '../domain/sha256.ts'
import { checkBytes } from './checksum.ts'
import { parseJsonBytes } from './json.ts'

/**
 * The committed test images: `public/data/<dataset>/index.json`, labels as bytes,
 * images in deflated chunks, so that a page shows its first image after one small file.
 */

const FileSchema = v.object({ name: v.string(), bytes: v.number(), sha256: v.string() })

const TestIndexSchema = v.object({
  dataset: v.string(),
  count: v.number(),
  shape: v.tuple([v.number(), v.number(), v.number()]),
  classes: v.array(v.string()),
  /** Images in each chunk; the last may hold fewer. */
  chunk: v.number(),
  labels: FileSchema,
  images: v.array(FileSchema),
})

export type TestIndex = v.InferOutput<typeof TestIndexSchema>

/** Bytes of a file under `public/data/<dataset>/`; the host knows where that is. */
export type ReadDataFile = (name: string) => Promise<Uint8Array>

/** The test set of a data set, read chunk by chunk. */
export interface TestSet {
  readonly index: TestIndex
  /** [count] */
  readonly labels: Uint8Array
  /** Pixels [h, w, c] of one image as bytes. @throws RangeError when there is no such image */
  image(i: number): Promise<Uint8Array>
  /** Pixels [n, h, w, c] of images from … to - 1 as bytes. */
  images(from: number, to: number): Promise<Uint8Array>
}

/**
 * Opens a test set: its index and labels now, its images when they are asked for.
 * @throws TypeError naming the file that is not what the index says
 */
export async function openTestSet(dataset: Dataset, read: ReadDataFile): Promise<TestSet> {
  const index = parseIndex(dataset, await read('index.json'))
  const checked = async (file: TestIndex['labels']) => {
    const bytes = await read(file.name)
    await checkBytes(pathOf(dataset, file.name), bytes, file)
    return bytes
  }
  const labels = await checked(index.labels)
  const chunks = new Map<number, Promise<Uint8Array>>()
  const chunk = (i: number) => {
    const known = chunks.get(i)
    if (known) return known
    const started = checked(index.images[i]!).then((bytes) => inflate(dataset, index, i, bytes))
    chunks.set(i, started)
    started.catch(() => chunks.delete(i)) // may be asked for again
    return started
  }
  const size = imageSize(index)
  const image = async (i: number) => {
    checkImage(dataset, index, i)
    const start = (i % index.chunk) * size
    return (await chunk(Math.floor(i / index.chunk))).subarray(start, start + size)
  }
  return {
    index,
    labels,
    image,
    async images(from, to) {
      const out = new Uint8Array((to - from) * size)
      for (let i = from; i < to; i++) out.set(await image(i), (i - from) * size)
      return out
    },
  }
}

/** The files of a test set by name, `index.json` included: what `openTestSet` reads. */
export async function packTestSet(
  dataset: Dataset,
  { pixels, labels }: LabelledBytes,
  chunk = 500,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>([['labels.bin', labels]])
  const images: string[] = []
  for (let from = 0; from < labels.length; from += chunk) {
    const part = pixels.subarray(from * imageSize(dataset), (from + chunk) * imageSize(dataset))
    const name = `images-${String(images.length).padStart(2, '0')}.bin`
    files.set(name, zlibSync(part, { level: 9 }))
    images.push(name)
  }
  const index: TestIndex = {
    dataset: dataset.id,
    count: labels.length,
    shape: [...dataset.shape],
    classes: [...dataset.classes],
    chunk,
    labels: await described(files, 'labels.bin'),
    images: await Promise.all(images.map((name) => described(files, name))),
  }
  return files.set('index.json', new TextEncoder().encode(`${JSON.stringify(index, null, 2)}\n`))
}

async function described(files: ReadonlyMap<string, Uint8Array>, name: string) {
  const bytes = files.get(name)!
  return { name, bytes: bytes.length, sha256: (await sha256(bytes)) ?? '' }
}

function parseIndex(dataset: Dataset, bytes: Uint8Array): TestIndex {
  const name = pathOf(dataset, 'index.json')
  const index = v.safeParse(TestIndexSchema, parseJsonBytes(bytes, name))
  if (!index.success) {
    const issue = index.issues[0]
    throw new TypeError(`${name}: ${v.getDotPath(issue) ?? 'the whole file'}: ${issue.message}`)
  }
  const { shape, count } = index.output
  if (shape.some((side, axis) => side !== dataset.shape[axis]) || count !== dataset.testImages)
    throw new TypeError(
      `${name}: expected ${dataset.testImages} images of [${dataset.shape}], found ${count} of [${shape}]`,
    )
  return index.output
}

function inflate(dataset: Dataset, index: TestIndex, i: number, bytes: Uint8Array): Uint8Array {
  const count = Math.min(index.chunk, index.count - i * index.chunk)
  const expected = count * imageSize(index)
  const pixels = unzlibSync(bytes)
  if (pixels.length === expected) return pixels
  const name = pathOf(dataset, index.images[i]!.name)
  throw new TypeError(`${name}: expected ${expected} pixels of ${count} images, found ${pixels.length}`)
}

function checkImage(dataset: Dataset, index: TestIndex, i: number): void {
  if (Number.isInteger(i) && i >= 0 && i < index.count) return
  throw new RangeError(
    `${dataset.id}: test image must be a whole number in [0, ${index.count - 1}], got ${i}`,
  )
}

function pathOf(dataset: Dataset, name: string): string {
  return `data/${dataset.id}/${name}`
}
