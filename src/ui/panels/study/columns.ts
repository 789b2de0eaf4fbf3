import type { Catalogue, Family, ModelEntry } from '../../../domain/catalogue.ts'
import type { StudyResult } from '../../../domain/study.ts'
import { t } from '../../messages.ts'
import { words } from './words.ts'

/** A column of a study as the plots name and draw it. */
export interface ShownColumn {
  /** Place among the study's subjects. */
  readonly place: number
  readonly id: string
  readonly model: ModelEntry | null
  readonly draws: number
  readonly family: Family
  /** Its name without the number of draws, and with it where there are any. */
  readonly network: string
  readonly label: string
  /** Tells columns of one family apart; 0 has the most draws. */
  readonly variant: 0 | 1 | 2
  readonly done: number
}

export function shownColumns(
  { request, columns }: StudyResult,
  { models }: Catalogue,
): readonly ShownColumn[] {
  const known = request.subjects.map(({ model }) => models.find(({ id }) => id === model) ?? null)
  const shapes = new Set(known.map((model) => model && `${model.architecture} ${model.hidden}`))
  const familyAt = (place: number): Family => known[place]?.family ?? 'det'
  return request.subjects.map(({ model: id, draws }, place) => {
    const model = known[place]!
    const family = familyAt(place)
    const several = request.subjects.filter((subject) => subject.model === id).length > 1
    const shape = model && shapes.size > 1 ? ` ${t.bench.architecture(model.architecture, model.hidden)}` : ''
    const kin = request.subjects
      .map((subject, at) => ({ ...subject, at }))
      .filter(({ at }) => familyAt(at) === family)
      .toSorted((a, b) => b.draws - a.draws)
    const network = `${model?.label ?? id}${shape}`
    return {
      place,
      id: `${id}-${draws}`,
      model,
      draws,
      family,
      network,
      label: network + (several || draws > 1 ? words.facts.draws(draws) : ''),
      variant: (kin.findIndex(({ at }) => at === place) % 3) as 0 | 1 | 2,
      done: columns[place]?.done ?? 0,
    }
  })
}
