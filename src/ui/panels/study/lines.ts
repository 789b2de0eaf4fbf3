import { readoutText, studyLine } from '../../wording/studyFacts.ts'
import { filterText, isFiltered, type Look } from './look.ts'
import { words } from './words.ts'

/** A figure's facts in one line: images, attack, protocol, seed, explanation, draws, filter. */
export function captionLine(look: Look, explanation = true): string {
  const { request } = look.result
  const explained = explanation && readoutText(request.readouts[look.readout]!, request, look.catalogue)
  return [
    studyLine(request, look.catalogue),
    explained,
    look.visible.map(({ label }) => label).join('; '),
    isFiltered(look.filter) && filterText(look),
    `${words.facts.control}: ${words.facts.controlText}`,
  ]
    .filter(Boolean)
    .join(' · ')
}
