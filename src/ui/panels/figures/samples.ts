import type { Family, ModelEntry } from '../../../domain/catalogue.ts'
import { medianDifference } from '../../../domain/statistics/medianDifference.ts'
import { pairDifferences } from '../../../domain/statistics/samples.ts'
import type { Interval } from '../../../domain/statistics/statistic.ts'
import { lrpRobustness, type StudyResult } from '../../../domain/study.ts'

/** What a figure draws of a study: LRP robustness, or its difference to the deterministic network's. */
export type Quantity = 'difference' | 'robustness'

/** One rule at one layer. */
export interface Place {
  readonly layer: number
  readonly rule: string
}

/** One network of a study, explained in one way, image by image. */
export interface Sample extends Place {
  readonly id: string
  /** Place among the study's subjects. */
  readonly column: number
  readonly family: Family
  readonly draws: number
  /** Whether its network has no column with more draws. */
  readonly most: boolean
  /** LRP robustness. */
  readonly robustness: readonly number[]
  readonly softmax: readonly number[]
  /** Both under random patterns with the same largest change of a pixel as the attacks made. */
  readonly robustnessControl: readonly number[]
  readonly softmaxControl: readonly number[]
  /** What is drawn. */
  readonly values: readonly number[]
  /** The same under the random patterns. */
  readonly control: readonly number[]
}

/** Every network of a study at one place; for differences without the deterministic one, which they are measured against. */
export function samplesAt(
  { request, columns }: StudyResult,
  models: readonly ModelEntry[],
  place: Place,
  quantity: Quantity,
): readonly Sample[] {
  const readout = request.readouts.findIndex(
    ({ rule, layer }) => rule.id === place.rule && layer === place.layer,
  )
  const familyAt = (column: number) => models.find(({ id }) => id === request.subjects[column]?.model)?.family
  const det = request.subjects.findIndex((_, column) => familyAt(column) === 'det')
  const valuesAt = (column: number) => columns[column]?.values
  const reference = valuesAt(det)?.readouts[readout]
  return request.subjects.flatMap(({ model, draws }, column): Sample[] => {
    const family = familyAt(column)
    const values = valuesAt(column)
    const read = values?.readouts[readout]
    if (!family || !values || !read) return []
    if (quantity === 'difference' && (column === det || !reference)) return []
    const minus = (own: readonly number[], other: readonly number[] | undefined) =>
      quantity === 'difference' && other ? differences(own, other) : own
    const most = request.subjects.every((other) => other.model !== model || other.draws <= draws)
    return [
      {
        ...place,
        id: `${model}-${draws}-${place.rule}-${place.layer}`,
        column,
        family,
        draws,
        most,
        robustness: lrpRobustness(read),
        softmax: values.softmaxRobustness,
        robustnessControl: lrpRobustness(read, 'control'),
        softmaxControl: values.softmaxRobustnessControl,
        values: minus(lrpRobustness(read), reference && lrpRobustness(reference)),
        control: minus(lrpRobustness(read, 'control'), reference && lrpRobustness(reference, 'control')),
      },
    ]
  })
}

/** On the images that both have: a study on its way has more of one network than of another. */
function differences(a: readonly number[], b: readonly number[]): readonly number[] {
  const both = Math.min(a.length, b.length)
  return pairDifferences(a.slice(0, both), b.slice(0, both))
}

/** Median with its 95 % bootstrap interval. */
export function medianOf(values: readonly number[], seed = 0): { median: number; interval: Interval } {
  return medianDifference.compute(
    values,
    values.map(() => 0),
    { seed },
  )
}
