import type { Engine } from '../domain/engine.ts'
import { modelChecksum } from '../domain/modelChecksum.ts'
import { readCard } from './cards.ts'
import { createLanes, type Lanes } from './lanes.ts'

/** Checksums of the networks that are here now, one lane a network, as results carry those they were computed with. */
export type Checksums = Lanes<string, string>

export function createChecksums(engine: Pick<Engine, 'card'>): Checksums {
  return createLanes(async (model) => modelChecksum(await readCard(engine, model)))
}

/** Asks for each once. */
export function openChecksums(checksums: Checksums, models: readonly string[]): void {
  const known = checksums.store.getState()
  for (const model of models) if (!known[model]) void checksums.start(model, model)
}
