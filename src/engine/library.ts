import { toUnit } from '../core/datasets/dataset.ts'
import { datasets } from '../core/datasets/index.ts'
import type { Posterior } from '../core/posterior/posterior.ts'
import type { TestImage } from '../domain/engine.ts'
import { drawCount, type ModelCard, type ModelIndex, parseModelIndex } from '../domain/modelCard.ts'
import { modelChecksum } from '../domain/modelChecksum.ts'
import type { Drawn } from '../domain/study.ts'
import type { DrawRange } from './drawRanges.ts'
import type { Host } from './host.ts'
import { parseJsonBytes } from './json.ts'
import { type Model, type OnRead, openModel } from './modelFormat.ts'
import { sampleImages } from './sampleImages.ts'
import { openTestSet, type TestSet } from './testSet.ts'

/** Models and test sets, read once and as far as they are wanted. */
export interface Library {
  index(): Promise<ModelIndex>
  card(model: string): Promise<ModelCard>
  /** A posterior whose draws in `ranges` are read; the same object for a model however many are. */
  posterior(model: string, ranges: readonly DrawRange[], onRead?: OnRead): Promise<Posterior>
  /** sha256 over the checksums of a model's files. */
  checksum(model: string): Promise<string>
  labels(dataset: string): Promise<Uint8Array>
  testImage(dataset: string, index: number): Promise<TestImage>
  sampleImages(dataset: string, sample: Drawn): Promise<readonly number[]>
}

export function library(host: Host): Library {
  const index = once(async () =>
    parseModelIndex(parseJsonBytes(await host.read('models/index.json'), 'models/index.json')),
  )
  const model = remember(async (id) => {
    const known = (await index()).models.map((each) => each.id)
    if (!known.includes(id)) throw new RangeError(`unknown model ${id}; expected ${known.join(', ')}`)
    return openModel(id, (name, ...how) => host.read(`models/${id}/${name}`, ...how))
  })
  const testSet = remember((id) => openTestSet(datasets.get(id), (name) => host.read(`data/${id}/${name}`)))
  return {
    index,
    card: async (id) => (await model(id)).card,
    posterior: async (id, ranges, onRead) => drawsOf(await model(id), ranges, onRead),
    checksum: async (id) => modelChecksum((await model(id)).card),
    labels: async (dataset) => (await testSet(dataset)).labels,
    testImage: async (dataset, i) => testImageOf(await testSet(dataset), i),
    sampleImages: async (dataset, sample) =>
      sampleImages(datasets.get(dataset), (await testSet(dataset)).labels, sample),
  }
}

/** @throws RangeError where a network has fewer draws than are asked for */
async function drawsOf(model: Model, ranges: readonly DrawRange[], onRead?: OnRead): Promise<Posterior> {
  const [all, last] = [drawCount(model.card), Math.max(...ranges.map(({ first, count }) => first + count))]
  if (last > all) throw new RangeError(`model ${model.card.id}: draws must be in [1, ${all}], got ${last}`)
  return model.read(ranges, onRead)
}

async function testImageOf(set: TestSet, index: number): Promise<TestImage> {
  return {
    picture: { data: toUnit(await set.image(index)), shape: set.index.shape },
    label: set.labels[index]!,
  }
}

/** Runs once; a failure may be tried again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  const read = remember(make)
  return () => read('')
}

/** One answer for each id; a failure may be tried again. */
function remember<T>(make: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>()
  return (id) => {
    const known = answers.get(id)
    if (known) return known
    const answer = make(id)
    answers.set(id, answer)
    answer.catch(() => answers.delete(id))
    return answer
  }
}
