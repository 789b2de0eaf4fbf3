import { rounded } from './lineJson.ts'
import { boxPlot } from './statistics/boxPlot.ts'
import { mean } from './statistics/mean.ts'
import type { Interval } from './statistics/statistic.ts'
import { type ImageValues, lrpRobustness, type StudyColumn, type StudyResult, type Subject } from './study.ts'

/** The middle of a robustness over the images, and its middle under the random pattern. */
export interface Middle {
  readonly median: number
  readonly quartiles: Interval
  /** Median under a random pattern as large as the attack was. */
  readonly control: number
}

/** A column of a study in a few numbers. */
export interface ColumnSummary {
  readonly subject: Subject
  /** Images done; everything here is about them. */
  readonly images: number
  /** Share of the clean images that are predicted as labeled. */
  readonly accuracy: number
  /** Share of the images whose predicted class the attack changed. */
  readonly successRate: number
  /** Share whose predicted class the random pattern changed. */
  readonly controlSuccessRate: number
  /** Mean largest change of a pixel. */
  readonly linf: number
  /** Mean share of the draws with an exactly zero gradient; null for attacks without gradients. */
  readonly zeroDraws: number | null
  /** Share of the images on which every draw's gradient is exactly zero. */
  readonly zeroImages: number | null
  readonly softmaxRobustness: Middle
  /** LRP robustness, in the order of the study's readouts. */
  readonly readouts: readonly Middle[]
}

/** Every column that has begun, in the order of the subjects; null for one that has not. */
export function summarizeStudy({ columns, labels }: StudyResult): readonly (ColumnSummary | null)[] {
  return columns.map((column) => column && summarizeColumn(column, labels))
}

/** For each image, whether the attack changed the predicted class. */
export function predictionChanged({ predictionBefore, predictionAfter }: ImageValues): readonly boolean[] {
  return predictionBefore.map((before, i) => before !== predictionAfter[i])
}

function summarizeColumn({ subject, done, values }: StudyColumn, labels: readonly number[]): ColumnSummary {
  const { predictionBefore, predictionControl, zeroDraws, readouts } = values
  const share = (of: (i: number) => boolean) =>
    rounded(predictionBefore.filter((_, i) => of(i)).length / done)
  const changed = predictionChanged(values)
  const asked = zeroDraws.length > 0
  return {
    subject,
    images: done,
    accuracy: share((i) => predictionBefore[i] === labels[i]),
    successRate: share((i) => changed[i]!),
    controlSuccessRate: share((i) => predictionControl[i] !== predictionBefore[i]),
    linf: roundedMean(values.linf),
    zeroDraws: asked ? roundedMean(zeroDraws) : null,
    zeroImages: asked ? share((i) => zeroDraws[i] === 1) : null,
    softmaxRobustness: middle(values.softmaxRobustness, values.softmaxRobustnessControl),
    readouts: readouts.map((readout) => middle(lrpRobustness(readout), lrpRobustness(readout, 'control'))),
  }
}

function middle(values: readonly number[], control: readonly number[]): Middle {
  const { median, quartiles } = boxPlot.compute(values)
  return {
    median: rounded(median),
    quartiles: [rounded(quartiles[0]), rounded(quartiles[1])],
    control: rounded(boxPlot.compute(control).median),
  }
}

function roundedMean(values: readonly number[]): number {
  return rounded(mean(values))
}
