import type { TrialResult } from '../../domain/trial.ts'
import { quantityText } from '../../plots/numbers.ts'
import { t } from '../messages.ts'

/** The figure a warning stands on. */
export type Figure = 'prediction' | 'image' | 'clean' | 'attacked' | 'overlap'

export interface Warning {
  readonly figure: Figure
  readonly text: string
}

/** What a reader must know before believing the figures of one column. */
export function warningsOf(result: TrialResult, classes: readonly string[]): readonly Warning[] {
  return [...predictionWarnings(result, classes), ...attackWarnings(result), ...mapWarnings(result, classes)]
}

/** Why nothing changed, null where something did. */
export function whyNothing({
  audit,
  request,
}: TrialResult): 'zero budget' | 'zero gradient' | 'unknown' | null {
  if (audit.linf > 0) return null
  if (request.resolved.attack.budget === 0) return 'zero budget'
  return audit.zeroPixels === 1 ? 'zero gradient' : 'unknown'
}

function predictionWarnings({ request, audit }: TrialResult, classes: readonly string[]): Warning[] {
  const { label } = request
  if (label === null || audit.predictionBefore === label) return []
  return [{ figure: 'prediction', text: t.warnings.wrongBefore(classes[label] ?? String(label)) }]
}

function attackWarnings(result: TrialResult): Warning[] {
  const nothing = whyNothing(result)
  const { zeroDraws } = result.audit
  if (nothing === 'zero budget') return [{ figure: 'image', text: t.warnings.nothingZeroBudget }]
  if (nothing === 'zero gradient') return [{ figure: 'image', text: t.warnings.nothingZeroGradient }]
  if (nothing) return [{ figure: 'image', text: t.warnings.nothing }]
  const short = shortfall(result)
  const warnings: Warning[] = short === null ? [] : [{ figure: 'image', text: short }]
  if (zeroDraws === null || zeroDraws === 0) return warnings
  return [...warnings, { figure: 'image', text: t.warnings.zeroDraws(Math.round(zeroDraws * 100)) }]
}

const reached = 0.999 // of what was asked for: the rest is rounding

/** Where the range of pixels forbids the strength that was asked for. */
function shortfall({ audit, request: { strength } }: TrialResult): string | null {
  if (!strength || audit[strength.norm] >= reached * strength.value) return null
  return t.warnings.shortOf(quantityText(audit[strength.norm]))
}

function mapWarnings({ clean, attacked, overlap }: TrialResult, classes: readonly string[]): Warning[] {
  const warnings: Warning[] = []
  for (const [figure, { heatmap }] of [['clean', clean] as const, ['attacked', attacked] as const])
    if (heatmap.mean.every((value) => value === 0)) warnings.push({ figure, text: t.warnings.noRelevance })
  const [before, after] = [clean.heatmap.explained, attacked.heatmap.explained]
  if (before && after && before.class !== after.class) {
    const name = (index: number) => classes[index] ?? String(index)
    warnings.push({ figure: 'attacked', text: t.warnings.otherClass(name(after.class), name(before.class)) })
  }
  const ties = Math.max(overlap.ties.clean, overlap.ties.attacked)
  if (ties > 0) warnings.push({ figure: 'overlap', text: t.warnings.ties(ties) })
  return warnings
}
