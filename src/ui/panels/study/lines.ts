import { readoutText, studyLine } from '../../wording/studyFacts.ts'
import { filterText, isFiltered, type Look } from './look.ts'
import { words } from './words.ts'

/** What a figure shows beside what its legend names. */
export interface Shows {
  /** One explanation, not every one. */
  readonly explanation?: boolean
  /** What a random pattern does, too. */
  readonly control?: boolean
}

/** A figure's facts in one line: images, attack, protocol, seed, explanation, filter, control. */
export function captionLine(look: Look, { explanation = true, control = false }: Shows = {}): string {
  const { request } = look.result
  return [
    studyLine(request, look.catalogue),
    explanation && readoutText(request.readouts[look.readout]!, request, look.catalogue),
    isFiltered(look.filter) && filterText(look),
    control && `${words.facts.control}: ${words.facts.controlText}`,
  ]
    .filter(Boolean)
    .join(' · ')
}
