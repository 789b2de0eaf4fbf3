import { drawCount } from '../domain/modelCard.ts'
import { modelChecksum } from '../domain/modelChecksum.ts'
import { integer, real } from '../domain/parameters.ts'
import { readCards } from './modelFolder.ts'
import type { StudyEngine } from './studyEngine.ts'
import type { Share } from './studyRun.ts'

/** Numbers that a person may set; they are the same for every experiment of a command. */
export const settingSpecs = {
  images: integer({ label: 'balanced test images', min: 1, max: 10_000, default: 500 }),
  sampleSeed: integer({ label: 'seed that draws them', min: 0, max: 2 ** 31, default: 0 }),
  k: real({ label: 'percent of pixels in the top-k set', min: 0.2, max: 100, default: 20 }),
  seed: integer({ label: 'seed of the attacks', min: 0, max: 2 ** 31, default: 0 }),
  part: integer({ label: 'images between two checkpoints', min: 1, max: 10_000, default: 20 }),
}

/** What all experiments of a command share. */
export interface Setup {
  readonly engine: StudyEngine
  /** Where the engine is: parts computed here and there are not mixed. */
  readonly place: 'node' | 'browser'
  readonly models: ReadonlyMap<string, TrainedModel>
  /** Undefined: as many as the experiment says. */
  readonly images: number | undefined
  readonly draws: readonly number[] | undefined
  readonly sampleSeed: number
  readonly k: number
  readonly seed: number
  readonly part: number
  readonly share: Share | undefined
  readonly folders: { readonly out: string; readonly cache: string; readonly shards: string }
}

export interface TrainedModel {
  readonly draws: number
  readonly checksum: string
}

/** The networks that are trained, by id. */
export async function trainedModels(folder: string): Promise<ReadonlyMap<string, TrainedModel>> {
  const cards = await readCards(folder)
  const models = cards.map(
    async (card) => [card.id, { draws: drawCount(card), checksum: await modelChecksum(card) }] as const,
  )
  return new Map(await Promise.all(models))
}

/** "10,50" @throws RangeError for anything but whole numbers of draws */
export function parseDraws(text: string): readonly number[] {
  const draws = text.split(',').map(Number)
  if (draws.every((count) => Number.isInteger(count) && count > 0)) return draws
  throw new RangeError(`experiment: draws must be whole numbers like 10,50, got ${text}`)
}

/** "2/8" @throws RangeError for anything but a number from 1 to the other */
export function parseShare(text: string): Share {
  const [, number, of] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? []
  if (number && of && number <= of) return { number, of }
  throw new RangeError(`experiment: shard must be i/n with i from 1 to n, got ${text}`)
}
