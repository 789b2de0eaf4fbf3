import type { Catalogue } from '../../../domain/catalogue.ts'
import { lrpRobustness, type StudyResult } from '../../../domain/study.ts'
import type { Table } from '../../../plots/export/csv.ts'

/** One line an image and network: what the attack did, and robustness under every rule at every layer. */
export function imageTable({ request, labels, columns }: StudyResult, { datasets }: Catalogue): Table {
  const classes = datasets.find(({ id }) => id === request.dataset)?.classes ?? []
  const name = (place: number | undefined) => (place === undefined ? null : (classes[place] ?? place))
  const explained = request.readouts.map(({ rule, layer }) => `${rule.id}-layer${layer}`)
  return {
    columns: [
      ...['model', 'draws', 'place', 'image', 'seed', 'class', ...plain],
      ...explained.flatMap((each) => [
        `lrpRobustness-${each}`,
        `lrpRobustnessControl-${each}`,
        `ties-${each}`,
      ]),
    ],
    rows: columns.flatMap((column) => {
      if (!column) return []
      const { values, subject, done } = column
      const readouts = values.readouts.map((readout) => ({
        attack: lrpRobustness(readout),
        control: lrpRobustness(readout, 'control'),
        ties: readout.ties,
      }))
      return Array.from({ length: done }, (_, place) => [
        subject.model,
        subject.draws,
        place,
        request.images[place]!,
        request.seed + place,
        name(labels[place]),
        ...plain.map((list) => {
          const value = values[list][place]
          return predictions.has(list) ? name(value) : (value ?? null)
        }),
        ...readouts.flatMap(({ attack, control, ties }) => [attack[place]!, control[place]!, ties[place]!]),
      ])
    }),
  }
}

const plain = [
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

const predictions: ReadonlySet<string> = new Set(['predictionBefore', 'predictionAfter', 'predictionControl'])
