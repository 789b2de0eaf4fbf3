import type { Catalogue } from '../../../domain/catalogue.ts'
import type { LayersResult } from '../../../domain/trial.ts'
import type { Caption } from '../../../plots/export/caption.ts'
import type { Table } from '../../../plots/export/csv.ts'
import type { Scene } from '../../../store/scene.ts'
import { t } from '../../messages.ts'
import { choiceText } from '../../wording/choiceText.ts'
import { trialFacts } from '../../wording/trialFacts.ts'

export function layersCaption(
  { request, provenance }: LayersResult,
  catalogue: Catalogue,
  scene: Scene,
): Caption {
  const { model, draws } = request
  const networks = [{ model, draws, provenance }]
  const facts = trialFacts({
    request,
    catalogue,
    dataset: scene.dataset.label,
    source: scene.source,
    networks,
  })
  const rules = request.rules.map((rule) => choiceText(catalogue.rules, rule)).join('; ')
  return { title: t.export.layers, facts: [...facts, [t.export.facts.explanation, rules]] }
}

/** One line a rule and layer. */
export function layersTable({ request, cells }: LayersResult): Table {
  return {
    columns: [
      'model',
      'draws',
      'rule',
      'layer',
      'lrpRobustness',
      'lrpRobustnessControl',
      'totalBefore',
      'startBefore',
      'totalAfter',
      'startAfter',
    ],
    rows: cells.map(({ rule, layer, lrpRobustness, lrpRobustnessControl, clean, attacked }) => [
      ...[request.model, request.draws, rule.id, layer, lrpRobustness, lrpRobustnessControl],
      ...[clean.total, clean.start, attacked.total, attacked.start],
    ]),
  }
}
