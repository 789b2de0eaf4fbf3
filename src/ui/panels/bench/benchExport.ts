import type { Catalogue } from '../../../domain/catalogue.ts'
import type { Caption } from '../../../plots/export/caption.ts'
import type { Table } from '../../../plots/export/csv.ts'
import type { Source } from '../../../store/choices.ts'
import { t } from '../../messages.ts'
import { choiceText } from '../../wording/choiceText.ts'
import { trialFacts } from '../../wording/trialFacts.ts'
import type { Column } from './columns.ts'

/** What the Bench shows, from the results' own requests. @throws TypeError before there is one */
export function benchCaption(columns: readonly Column[], catalogue: Catalogue, source: Source): Caption {
  const results = resultsOf(columns)
  const [first] = results
  const [column] = columns
  if (!first || !column) throw new TypeError(t.export.nothing)
  const { request } = first
  const layers = column.model.layers
  const layer = request.layer === layers.length - 1 ? t.rail.output : (layers[request.layer] ?? request.layer)
  const networks = results.map(({ request: { model, draws }, provenance }) => ({ model, draws, provenance }))
  const facts = trialFacts({ request, catalogue, dataset: column.dataset.label, source, networks })
  const explanation = `${choiceText(catalogue.rules, request.rule)}, ${layer}`
  return { title: t.export.bench, facts: [...facts, [t.export.facts.explanation, explanation]] }
}

/** One line a network: robustness, its control, and what the attack did. */
export function benchTable(columns: readonly Column[]): Table {
  const results = resultsOf(columns)
  const metrics = Object.keys(results[0]?.metrics ?? {})
  const audited = [
    'linf',
    'l2',
    'l0',
    'clipped',
    'zeroPixels',
    'zeroDraws',
    'lossBefore',
    'lossAfter',
  ] as const
  return {
    columns: [
      ...['model', 'draws', 'label', 'predictionBefore', 'predictionAfter', 'predictionControl'],
      ...metrics.flatMap((metric) => [metric, `${metric}-control`]),
      ...['common', 'size', 'tiesBefore', 'tiesAfter'],
      ...audited,
    ],
    rows: results.map(({ request, metrics: values, control, audit, overlap }) => [
      ...[request.model, request.draws, audit.label],
      ...[audit.predictionBefore, audit.predictionAfter, control.prediction.class],
      ...metrics.flatMap((metric) => [values[metric] ?? null, control.metrics[metric] ?? null]),
      ...[overlap.common, overlap.size, overlap.ties.clean, overlap.ties.attacked],
      ...audited.map((name) => audit[name]),
    ]),
  }
}

export function resultsOf(columns: readonly Column[]) {
  return columns.flatMap(({ result }) => result ?? [])
}
