import type { Catalogue } from '../../../domain/catalogue.ts'
import { protocolOf } from '../../../domain/protocolOf.ts'
import { lrpRobustness, type StudyColumn, type StudyResult } from '../../../domain/study.ts'
import type { Cell, Table } from '../../../plots/export/csv.ts'
import { layerText } from '../../wording/studyFacts.ts'

/** Tidy data: one line an image, network and explanation; docs/experiments.md tells what each column holds. */
export function imageTable(study: StudyResult, catalogue: Catalogue): Table {
  const { request, columns } = study
  const { protocol } = protocolOf(request.conventions)
  const asked = [request.dataset, request.attack.id, protocol]
  return {
    columns: [
      ...['dataset', 'attack', 'protocol', 'model', 'draws'],
      ...['place', 'image', 'seed', 'label', 'class', ...measured, 'zeroGradient'],
      ...['rule', 'layer', 'layerName', 'lrpRobustness', 'lrpRobustnessControl', 'tied'],
    ],
    rows: columns.flatMap((column) => {
      if (!column) return []
      const { model, draws } = column.subject
      const images = imageCells(study, column, catalogue)
      const readouts = readoutCells(study, column, catalogue)
      return images.flatMap((image, place) =>
        readouts.map((readout) => [...asked, model, draws, ...image, ...readout(place)]),
      )
    }),
  }
}

const measured = [
  'predictionBefore',
  'predictionAfter',
  'predictionControl',
  'softmaxRobustness',
  'softmaxRobustnessControl',
  'linf',
  'l2',
  'zeroPixels',
  'zeroDraws',
  'lossBefore',
  'lossAfter',
  'objectiveBefore',
  'objectiveAfter',
] as const

/** What is known of each image whatever the explanation. */
function imageCells(
  { request, labels }: StudyResult,
  { values, done }: StudyColumn,
  { datasets }: Catalogue,
): readonly (readonly Cell[])[] {
  const classes = datasets.find(({ id }) => id === request.dataset)?.classes ?? []
  return Array.from({ length: done }, (_, place) => {
    const [label, zero] = [labels[place]!, values.zeroDraws[place]]
    return [
      ...[place, request.images[place]!, request.seed + place, label, classes[label] ?? null],
      ...measured.map((list) => values[list][place] ?? null),
      zero === undefined ? null : zero === 1,
    ]
  })
}

/** What each explanation says of the image at a place. */
function readoutCells({ request }: StudyResult, { values }: StudyColumn, catalogue: Catalogue) {
  return request.readouts.map(({ rule, layer }, at) => {
    const readout = values.readouts[at]!
    const [attack, control] = [lrpRobustness(readout), lrpRobustness(readout, 'control')]
    const name = layerText(layer, request, catalogue)
    return (place: number): readonly Cell[] => [
      ...[rule.id, layer + 1, name, attack[place]!, control[place]!],
      readout.ties[place]! > 0,
    ]
  })
}
