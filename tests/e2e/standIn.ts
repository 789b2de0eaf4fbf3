import { priorDraw, priorScale } from '../../src/core/inference/initial.ts'
import { architecture } from '../../src/core/nn/architectures/index.ts'
import { layersOf } from '../../src/core/posterior/posterior.ts'
import type { ModelEntry } from '../../src/domain/catalogue.ts'
import type { ModelCard } from '../../src/domain/modelCard.ts'
import { key, split } from '../../src/domain/random.ts'
import { sha256 } from '../../src/domain/sha256.ts'
import { storedFile, storedFileName } from '../../src/engine/modelFormat.ts'
import { fakeCard } from '../ui/fakeCard.ts'
import { fakeCatalogue } from '../ui/fakeEngine.ts'

const drawsPerFile = 5

/** A posterior of untrained draws, as large as a trained one: its card, and its files by name. */
export async function standIn(
  change: Pick<ModelEntry, 'id' | 'dataset' | 'architecture' | 'hidden' | 'draws'>,
): Promise<{ readonly card: ModelCard; readonly files: ReadonlyMap<string, Uint8Array> }> {
  const entry = { ...fakeCatalogue.models.find(({ family }) => family === 'hmc')!, ...change }
  const net = architecture(entry.architecture, entry.hidden)
  const scale = priorScale(net, 'fan-in')
  // the same few draws in every file: what they weigh is what matters
  const draws = Array.from({ length: drawsPerFile }, (_, s) =>
    layersOf(net, priorDraw(scale, split(key(0), s))),
  )
  const files = new Map<string, Uint8Array>()
  const listed: ModelCard['files'] = []
  for (let chain = 0; chain < entry.draws / drawsPerFile; chain++) {
    const bytes = storedFile(
      net,
      draws.map((layers, index) => ({ index, layers })),
    )
    const name = storedFileName(
      chain,
      draws.map((_, index) => index),
    )
    files.set(name, bytes)
    listed.push({
      name,
      bytes: bytes.length,
      sha256: (await sha256(bytes))!,
      chain,
      draws: draws.map((_, index) => index),
    })
  }
  return { card: { ...fakeCard(entry), files: listed }, files }
}
