import { toUnit } from '../core/datasets/dataset.ts'
import { datasets } from '../core/datasets/index.ts'
import type { Posterior } from '../core/posterior/posterior.ts'
import type { TestImage } from '../domain/engine.ts'
import type { ModelCard, ModelIndex } from '../domain/modelCard.ts'
import { parseModelIndex } from '../domain/modelCard.ts'
import type { Context } from '../domain/task.ts'
import { sha256 } from './checksum.ts'
import type { Host } from './host.ts'
import { parseJson } from './json.ts'
import { type Model, openModel } from './modelFormat.ts'
import { openTestSet, type TestSet } from './testSet.ts'

/** Models and test sets, read once and as far as they are wanted. */
export interface Library {
  index(): Promise<ModelIndex>
  card(model: string): Promise<ModelCard>
  /** The first `draws` draws; the same object for a model however many are read. */
  posterior(model: string, draws: number, context: Context): Promise<Posterior>
  /** sha256 over the checksums of a model's files. */
  checksum(model: string): Promise<string>
  labels(dataset: string): Promise<Uint8Array>
  testImage(dataset: string, index: number): Promise<TestImage>
}

export function library(host: Host): Library {
  const index = once(async () =>
    parseModelIndex(parseJson(await host.read('models/index.json'), 'models/index.json')),
  )
  const model = remember(async (id) => {
    const known = (await index()).models.map((each) => each.id)
    if (!known.includes(id)) throw new RangeError(`unknown model ${id}; expected ${known.join(', ')}`)
    return openModel(id, (name, onBytes) => host.read(`models/${id}/${name}`, onBytes))
  })
  const growing = remember(async (id) => growingPosterior(await model(id)))
  const testSet = remember((id) => openTestSet(datasets.get(id), (name) => host.read(`data/${id}/${name}`)))
  return {
    index,
    card: async (id) => (await model(id)).card,
    posterior: async (id, draws, context) => (await growing(id)).upTo(draws, context),
    checksum: async (id) => checksumOf((await model(id)).card),
    labels: async (dataset) => (await testSet(dataset)).labels,
    testImage: async (dataset, i) => testImageOf(await testSet(dataset), i),
  }
}

interface Growing {
  upTo(draws: number, context: Context): Promise<Posterior>
}

/** One posterior object whose draws come in as files are read, so that what is resident stays so. */
function growingPosterior(model: Model): Growing {
  let latest: Posterior | undefined
  const known = () => {
    if (!latest) throw new RangeError(`model ${model.card.id}: no draw has been read`)
    return latest
  }
  const posterior: Posterior = {
    get kind() {
      return known().kind
    },
    architecture: model.architecture,
    get draws() {
      return known().draws
    },
    draw: (s) => known().draw(s),
    get levels() {
      return known().levels
    },
  }
  return {
    async upTo(draws, context) {
      if (latest && latest.draws >= draws) return posterior
      await context.checkpoint({ step: 0, of: 1 })
      const read = await model.load(draws, (bytes, of) => {
        const loading = { model: model.card.id, bytes, of }
        context.checkpoint({ step: 0, of: 1, loading }).catch(() => {}) // the next checkpoint stops
      })
      if (!latest || read.draws > latest.draws) latest = read
      if (latest.draws < draws)
        throw new RangeError(`model ${model.card.id}: draws must be in [1, ${latest.draws}], got ${draws}`)
      return posterior
    },
  }
}

async function testImageOf(set: TestSet, index: number): Promise<TestImage> {
  return {
    picture: { data: toUnit(await set.image(index)), shape: set.index.shape },
    label: set.labels[index]!,
  }
}

async function checksumOf(card: ModelCard): Promise<string> {
  const all = card.files.map((file) => file.sha256).join('\n')
  return (await sha256(new TextEncoder().encode(all))) ?? 'unknown'
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
