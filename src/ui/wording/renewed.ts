import type { Catalogue } from '../../domain/catalogue.ts'
import { isOther } from '../../domain/modelChecksum.ts'
import type { StudyResult } from '../../domain/study.ts'
import type { Provenance } from '../../domain/trial.ts'
import { words } from '../panels/study/words.ts'
import { networkName } from './networkName.ts'

/** A network as a result was computed with it. */
export interface Used {
  readonly model: string
  readonly provenance: Provenance
}

export function usedIn({ columns }: Pick<StudyResult, 'columns'>): readonly Used[] {
  return columns.flatMap((column) =>
    column ? [{ model: column.subject.model, provenance: column.provenance }] : [],
  )
}

/** Ids of the networks that were trained anew since; `now` holds the checksums that are known. */
export function renewedSince(
  used: readonly Used[],
  now: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const others = used.filter(({ model, provenance }) => {
    const checksum = now[model]
    return checksum !== undefined && isOther(checksum, provenance.modelChecksum)
  })
  return [...new Set(others.map(({ model }) => model))]
}

/** The sentence about them; null where there are none. */
export function renewedText(renewed: readonly string[], { models }: Catalogue): string | null {
  if (renewed.length === 0) return null
  const names = renewed.map((id) => {
    const model = models.find((each) => each.id === id)
    return model ? networkName(model) : id
  })
  const last = names.at(-1)!
  return words.renewed.sentence(
    names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last,
    names.length > 1,
  )
}
