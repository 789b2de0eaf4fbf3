import type { ModelCard } from '../../../domain/modelCard.ts'
import type { Caption } from '../../../plots/export/caption.ts'
import type { Table } from '../../../plots/export/csv.ts'

export function cardCaption(card: ModelCard, title: string): Caption {
  const { id, dataset, architecture, hidden, seed, commit, files } = card
  return {
    title,
    facts: [
      ['id', id],
      ['data', dataset],
      ['architecture', `${architecture} ${hidden}`],
      ['seed', String(seed)],
      ['code', commit],
      ['files, sha256', files.map(({ name, sha256 }) => `${name} ${sha256.slice(0, 12)}`).join('; ')],
    ],
  }
}

/** Every single number and word of a card, a line each; its curves are in the JSON. */
export function cardTable(card: ModelCard): Table {
  return { columns: ['name', 'value'], rows: leaves(card, '') }
}

function leaves(value: unknown, name: string): [string, string | number | null][] {
  if (Array.isArray(value) && value.some((each) => typeof each !== 'object')) return []
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, name ? `${name}.${key}` : key))
  return [[name, typeof value === 'number' || value === null ? value : String(value)]]
}
