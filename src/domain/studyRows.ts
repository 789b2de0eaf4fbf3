import { lrpRobustness, type StudyResult } from './study.ts'

/** One image under one network, explained in one way. */
export interface StudyRow {
  /** Place among the study's images. */
  readonly place: number
  /** Place in the test set. */
  readonly image: number
  /** True class. */
  readonly label: number
  readonly lrp: number
  /** Under a random pattern as large as the attack was. */
  readonly lrpControl: number
  /** Pixels of the clean heatmap that tie at an edge of its top-k set. */
  readonly ties: number
  readonly softmax: number
  readonly softmaxControl: number
  readonly predictionBefore: number
  readonly predictionAfter: number
  /** Under the random pattern. */
  readonly predictionControl: number
  /** Largest change of a pixel. */
  readonly linf: number
  /** Share of the draws whose gradient was exactly zero at the first step; null for attacks without gradients. */
  readonly zeroDraws: number | null
}

/** Which images are looked at. */
export interface RowFilter {
  /** True class; null is all. */
  readonly class: number | null
  /** Whether the attack changed the predicted class. */
  readonly outcome: 'any' | 'failed' | 'succeeded'
  readonly gradient: 'any' | 'zero' | 'nonzero'
}

export const noFilter: RowFilter = { class: null, outcome: 'any', gradient: 'any' }

/** The images of a column as far as it has come; none for one that has not begun. */
export function rowsOf(
  { request, labels, columns }: StudyResult,
  column: number,
  readout: number,
): readonly StudyRow[] {
  const values = columns[column]?.values
  const read = values?.readouts[readout]
  if (!values || !read) return []
  const [lrp, control] = [lrpRobustness(read), lrpRobustness(read, 'control')]
  return lrp.map((robustness, place) => ({
    place,
    image: request.images[place]!,
    label: labels[place]!,
    lrp: robustness,
    lrpControl: control[place]!,
    ties: read.ties[place] ?? 0,
    softmax: values.softmaxRobustness[place]!,
    softmaxControl: values.softmaxRobustnessControl[place]!,
    predictionBefore: values.predictionBefore[place]!,
    predictionAfter: values.predictionAfter[place]!,
    predictionControl: values.predictionControl[place]!,
    linf: values.linf[place]!,
    zeroDraws: values.zeroDraws[place] ?? null,
  }))
}

export function passes({ class: label, outcome, gradient }: RowFilter, row: StudyRow): boolean {
  if (label !== null && row.label !== label) return false
  const changed = row.predictionBefore !== row.predictionAfter
  if (outcome !== 'any' && changed !== (outcome === 'succeeded')) return false
  return gradient === 'any' || (row.zeroDraws === 1) === (gradient === 'zero')
}
