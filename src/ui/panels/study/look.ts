import type { Catalogue } from '../../../domain/catalogue.ts'
import type { StudyResult } from '../../../domain/study.ts'
import type { RowFilter, StudyRow } from '../../../domain/studyRows.ts'
import { type Asked, filteredRows } from '../../../domain/studyTests.ts'
import type { Caption } from '../../../plots/export/caption.ts'
import { readoutText, studyFacts } from '../../wording/studyFacts.ts'
import { type ShownColumn, shownColumns } from './columns.ts'
import { words } from './words.ts'

/** A study as it is looked at: an explanation, a filter, some of the networks. */
export interface Look extends Asked {
  readonly catalogue: Catalogue
  /** Place among the study's readouts. */
  readonly readout: number
  /** All that have begun. */
  readonly columns: readonly ShownColumn[]
  /** Those that are not hidden. */
  readonly visible: readonly ShownColumn[]
  readonly notes: readonly string[]
}

/** A look with what must be known before believing it. */
export interface WarnedLook extends Look {
  readonly warnings: readonly string[]
}

export interface LookChoices {
  readonly result: StudyResult
  readonly notes: readonly string[]
  readonly catalogue: Catalogue
  /** null: the first rule at the last layer. */
  readonly readout: number | null
  readonly filter: RowFilter
  readonly hidden: readonly string[]
}

export function lookOf({ result, notes, catalogue, readout, filter, hidden }: LookChoices): Look {
  const { readouts } = result.request
  const columns = shownColumns(result, catalogue).filter(({ done }) => done > 0)
  return {
    result,
    models: catalogue.models,
    catalogue,
    filter,
    notes,
    readout: readout !== null && readout < readouts.length ? readout : usualReadout(result),
    columns,
    visible: columns.filter(({ id }) => !hidden.includes(id)),
  }
}

/** The images of a column that pass the filter. */
export function rowsIn(look: Look, { place }: ShownColumn, readout = look.readout): readonly StudyRow[] {
  return filteredRows(look, place, readout)
}

/** What a figure of this study says of itself, warnings too: a file stands without the page. */
export function captionOf(
  look: WarnedLook,
  title: string,
  readouts: readonly number[] = [look.readout],
): () => Caption {
  return () => {
    const { request, columns } = look.result
    const explained = readouts.map((at) => readoutText(request.readouts[at]!, request, look.catalogue))
    const done = columns.some((column) => column?.done !== request.images.length)
    return {
      title,
      facts: [
        ...studyFacts(look.result, look.catalogue),
        [words.facts.explanation, explained.join('; ')],
        ...(isFiltered(look.filter) ? [[words.facts.filter, filterText(look)] as const] : []),
        ...(done ? look.columns.map((column) => partial(column, request.images.length)) : []),
        ...look.notes.map((note) => [words.facts.notes, note] as const),
        ...look.warnings.map((warning) => [words.facts.warning, warning] as const),
      ],
    }
  }
}

export function filterText({ filter, catalogue, result }: Look): string {
  const dataset = catalogue.datasets.find(({ id }) => id === result.request.dataset)
  const parts = [
    filter.class !== null && `${words.class} ${dataset?.classes[filter.class] ?? filter.class}`,
    filter.outcome !== 'any' && words.outcomeText(filter.outcome),
    filter.gradient !== 'any' && `${words.gradient} ${filter.gradient === 'zero' ? '= 0' : '≠ 0'}`,
  ]
  return parts.filter(Boolean).join(', ') || words.whole
}

export function isFiltered({ class: label, outcome, gradient }: RowFilter): boolean {
  return label !== null || outcome !== 'any' || gradient !== 'any'
}

function partial({ label, done }: ShownColumn, of: number): readonly [string, string] {
  return [label, words.facts.done(done, of)]
}

function usualReadout({ request: { readouts } }: StudyResult): number {
  const last = Math.max(...readouts.map(({ layer }) => layer))
  return readouts.findIndex(({ layer }) => layer === last)
}
