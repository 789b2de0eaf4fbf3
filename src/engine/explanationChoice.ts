import type { Ensemble } from '../core/ensemble.ts'
import type { ExplanationChoice } from '../core/lrp/explain.ts'
import { rules } from '../core/lrp/rules/index.ts'
import { learnableLayers } from '../core/nn/network.ts'
import { check, integer, resolve } from '../domain/parameters.ts'
import type { TrialRequest } from '../domain/trial.ts'

/**
 * The rule of a request with its parameters, checked against the network it is asked of.
 * @throws RangeError for an unknown rule, a parameter out of range, a layer that the network does not have
 */
export function explanationChoice(
  { network }: Ensemble,
  { rule, layer, conventions }: Pick<TrialRequest, 'rule' | 'layer' | 'conventions'>,
): ExplanationChoice {
  const entry = rules.get(rule.id)
  const last = learnableLayers(network) - 1
  check('explanation', 'layer', integer({ label: 'layer', min: 0, max: last, default: last }), layer)
  const values = resolve(`rule ${rule.id}`, entry.parameters, rule.parameters)
  return { rule: entry, values, layer, conventions }
}
