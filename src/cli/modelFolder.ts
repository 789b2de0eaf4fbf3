import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ModelCard, parseModelCard, summarize } from '../domain/modelCard.ts'
import { writeWhole } from './cache.ts'

/** The folder that holds a folder for each trained network. */
export const defaultModels = 'models'

/** Bytes of a file of one model; what `openModel` asks for. */
export function modelReader(models: string, id: string): (name: string) => Promise<Uint8Array> {
  return async (name) => {
    const bytes = await readFile(join(models, id, name))
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
}

/** The card of a model, or undefined where there is none. */
export async function readCard(models: string, id: string): Promise<ModelCard | undefined> {
  const path = join(models, id, 'card.json')
  const text = await readFile(path, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : parseModelCard(JSON.parse(text), path)
}

export async function readCards(models: string): Promise<readonly ModelCard[]> {
  const entries = await readdir(models, { withFileTypes: true }).catch(() => [])
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const cards = await Promise.all(folders.toSorted().map((id) => readCard(models, id)))
  return cards.filter((card) => card !== undefined)
}

/** Writes the card of a model and the list of all of them. */
export async function writeCard(models: string, card: ModelCard): Promise<void> {
  await writeWhole(join(models, card.id, 'card.json'), `${JSON.stringify(card, null, 1)}\n`)
  const summaries = (await readCards(models)).map(summarize)
  await writeWhole(join(models, 'index.json'), `${JSON.stringify({ models: summaries }, null, 2)}\n`)
}
