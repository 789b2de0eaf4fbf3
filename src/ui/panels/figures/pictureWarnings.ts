import type { TrialResult } from '../../../domain/trial.ts'
import { t } from '../../messages.ts'
import { warningsOf } from '../../wording/warnings.ts'
import type { PictureMaps } from './pictureMaps.ts'
import { words } from './words.ts'

/** What must be known before a heatmap figure is believed; what is not true of all its maps names those it is true of. */
export function pictureWarnings(
  maps: readonly PictureMaps[],
  nameOf: (trial: TrialResult) => string,
  classes: readonly string[],
): readonly string[] {
  const named = new Map<string, readonly string[]>()
  for (const each of maps)
    for (const sentence of sentencesOf(each, classes))
      named.set(sentence, [...(named.get(sentence) ?? []), nameOf(each.trial)])
  return [...named].map(([sentence, names]) =>
    names.length === maps.length ? sentence : words.warnings.of(names.join(', '), sentence),
  )
}

/** Of the sets as drawn: the reader may have another k than the trial. */
function sentencesOf({ trial, before, after }: PictureMaps, classes: readonly string[]): readonly string[] {
  const others = warningsOf(trial, classes).filter(({ figure }) => figure !== 'overlap')
  const ties = Math.max(before.ties, after.ties)
  return [...others.map(({ text }) => text), ...(ties > 0 ? [t.warnings.ties(ties)] : [])]
}
