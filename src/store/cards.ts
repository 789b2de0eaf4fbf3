import type { Engine } from '../domain/engine.ts'
import type { ModelCard } from '../domain/modelCard.ts'
import { createLanes, type Lanes } from './lanes.ts'

/** The cards that were looked at, one lane a network; a request is the network's id. */
export type Cards = Lanes<string, ModelCard>

/** A card that is not one fails its lane with the sentence that names the field. */
export function createCards(engine: Pick<Engine, 'card'>): Cards {
  return createLanes((model) => readCard(engine, model))
}

/** @throws TypeError naming the card and the field that is not what it should be */
export async function readCard(engine: Pick<Engine, 'card'>, model: string): Promise<ModelCard> {
  // with the schema library it is fetched when the first card is read: the Bench opens sooner
  const { parseModelCard } = await import('../domain/modelCard.ts')
  const name = `models/${model}/card.json`
  const card = parseModelCard(await engine.card(model), name)
  if (card.id !== model)
    throw new TypeError(`${name}: expected the card of ${model}, found that of ${card.id}`)
  return card
}

/** Asks for a card once; what failed is asked for again by `retry`. */
export function openCard(cards: Cards, model: string): void {
  if (!cards.store.getState()[model]) void cards.start(model, model)
}
