import type { Family } from '../../domain/catalogue.ts'
import type { TrialResult } from '../../domain/trial.ts'
import { t } from '../messages.ts'
import { whyNothing } from './warnings.ts'

/** From here on an explanation counts as hardly changed. */
const nearlySame = 0.95
/** Closer than this to the control, an attack did as much as noise. */
const nearControl = 0.05
/** Within this of chance, what is shared says nothing. */
const nearChance = 0.05

/** The first sentences for a newcomer: what the attack did to one network, in its numbers. */
export function leadSentence(result: TrialResult, family: Family, classes: readonly string[]): string {
  const network = t.lead.network[family]
  const nothing = whyNothing(result)
  if (nothing) return t.lead.nothing(network, reasons[nothing])
  const { predictionBefore, predictionAfter } = result.audit
  const name = (index: number) => classes[index] ?? String(index)
  const kept = predictionBefore === predictionAfter
  const says = kept
    ? t.lead.keeps(network, name(predictionAfter))
    : t.lead.changes(network, name(predictionBefore), name(predictionAfter))
  return [says, explanationSentence(result, kept), controlSentence(result)].filter(Boolean).join(' ')
}

const reasons = {
  'zero budget': t.lead.zeroBudget,
  'zero gradient': t.lead.zeroGradient,
  unknown: t.lead.unknownReason,
}

function explanationSentence({ metrics, request }: TrialResult, kept: boolean): string {
  const share = metrics['lrp-robustness']
  if (share === undefined) return ''
  const verdict =
    share >= nearlySame
      ? t.lead.same
      : share <= request.k / 100 + nearChance
        ? t.lead.asChance
        : kept
          ? t.lead.changed
          : t.lead.changedToo
  return `${verdict}: ${t.lead.share(Math.round(share * 100), request.k)}`
}

function controlSentence({ metrics, control }: TrialResult): string {
  const attacked = metrics['lrp-robustness']
  const share = control.metrics['lrp-robustness']
  if (attacked === undefined || share === undefined) return ''
  const gap = share - attacked
  const say =
    gap >= nearControl ? t.lead.control : gap <= -nearControl ? t.lead.controlMore : t.lead.controlAsMuch
  return say(Math.round(share * 100))
}
