import { isBayesian, type ModelEntry } from './catalogue.ts'
import { type PublishedAnswer, publishedAnswer } from './publishedTest.ts'
import { boxPlot } from './statistics/boxPlot.ts'
import type { Correlation } from './statistics/correlation.ts'
import { holm } from './statistics/holm.ts'
import { mean } from './statistics/mean.ts'
import { type MedianDifference, medianDifference } from './statistics/medianDifference.ts'
import { pearson } from './statistics/pearson.ts'
import { matchedRankBiserial } from './statistics/rankBiserial.ts'
import { pairDifferences } from './statistics/samples.ts'
import { spearman } from './statistics/spearman.ts'
import type { Interval } from './statistics/statistic.ts'
import { type SignedRankTest, wilcoxon } from './statistics/wilcoxon.ts'
import type { StudyResult } from './study.ts'
import { passes, type RowFilter, rowsOf, type StudyRow } from './studyRows.ts'

/** Two networks on the images that both have, in the same order. */
export interface Pairs {
  readonly a: readonly number[]
  readonly b: readonly number[]
}

/** What the images say of one column, explained in one way. */
export interface ColumnTests {
  readonly column: number
  readonly readout: number
  /** Images that pass the filter. */
  readonly images: number
  readonly median: number
  readonly quartiles: Interval
  /** Median under the random pattern. */
  readonly control: number
  /** Mean largest change of a pixel by the attack. */
  readonly linf: number
  /** Shares of the images whose predicted class the attack changed, and the random pattern. */
  readonly changed: number
  readonly changedByControl: number
  /** Against the deterministic network, image by image; null for that one itself and without one. */
  readonly paired: PairedTests | null
  /** As published: adversarially trained less robust than this Bayesian network, pairing ignored; null for others. */
  readonly published: PublishedTest | null
  /** LRP against softmax robustness; null for fewer than 3 images. */
  readonly spearman: Correlation | null
  readonly pearson: Correlation | null
  /** The same under the random pattern. */
  readonly spearmanControl: Correlation | null
  readonly pearsonControl: Correlation | null
}

export interface PairedTests {
  /** The deterministic column. */
  readonly against: number
  readonly difference: MedianDifference
  /** Median difference under the random patterns, each as large as the attack on its own network was. */
  readonly control: number
  /** Two-sided. */
  readonly wilcoxon: SignedRankTest
  /** Effect size of the signed-rank test. */
  readonly effect: number
  /** p of the signed-rank test, corrected by Holm over all columns and readouts of the study. */
  readonly holm: number
}

export interface PublishedTest extends PublishedAnswer {
  /** The adversarially trained column. */
  readonly against: number
}

/** What is asked of a study's columns. */
export interface Asked {
  readonly result: StudyResult
  /** The networks that are known; a column of any other has no counterpart. */
  readonly models: readonly ModelEntry[]
  readonly filter: RowFilter
}

/** The tests of every column that has begun, for some of the study's readouts. */
export function studyTests(asked: Asked, readouts: readonly number[]): readonly ColumnTests[] {
  const { result } = asked
  const corrected = holmOverAll(asked)
  return readouts.flatMap((readout) =>
    result.columns.flatMap((_, column) => {
      const rows = filteredRows(asked, column, readout)
      return rows.length === 0 ? [] : [testsOf(asked, rows, column, readout, corrected)]
    }),
  )
}

/** The column whose network is the same but of another family, the one with most draws; null where there is none. */
export function counterpart(
  { result, models }: Pick<Asked, 'result' | 'models'>,
  column: number,
  family: ModelEntry['family'],
): number | null {
  const modelAt = (at: number) => models.find(({ id }) => id === result.request.subjects[at]?.model)
  const own = modelAt(column)
  if (!own) return null
  const places = result.request.subjects
    .map((_, at) => at)
    .filter((at) => {
      const other = modelAt(at)
      return (
        other?.family === family && other.architecture === own.architecture && other.hidden === own.hidden
      )
    })
  return places[0] ?? null
}

/**
 * LRP robustness of a column and of another on the images that both have and that pass the filter in the first,
 * under the attack and under the random pattern.
 */
export function pairsOf(
  asked: Asked,
  column: number,
  other: number,
  readout: number,
): Readonly<Record<'attack' | 'control', Pairs>> {
  const others = rowsOf(asked.result, other, readout)
  const own = filteredRows(asked, column, readout).filter(({ place }) => place < others.length)
  const theirs = own.map(({ place }) => others[place]!)
  return {
    attack: { a: own.map((row) => row.lrp), b: theirs.map((row) => row.lrp) },
    control: { a: own.map((row) => row.lrpControl), b: theirs.map((row) => row.lrpControl) },
  }
}

export function filteredRows(
  { result, filter }: Asked,
  column: number,
  readout: number,
): readonly StudyRow[] {
  return rowsOf(result, column, readout).filter((row) => passes(filter, row))
}

function testsOf(
  asked: Asked,
  rows: readonly StudyRow[],
  column: number,
  readout: number,
  corrected: ReadonlyMap<string, number>,
): ColumnTests {
  const { median, quartiles } = boxPlot.compute(rows.map((row) => row.lrp))
  const share = (of: (row: StudyRow) => boolean) => rows.filter(of).length / rows.length
  return {
    column,
    readout,
    images: rows.length,
    median,
    quartiles,
    control: boxPlot.compute(rows.map((row) => row.lrpControl)).median,
    linf: mean(rows.map((row) => row.linf)),
    changed: share((row) => row.predictionAfter !== row.predictionBefore),
    changedByControl: share((row) => row.predictionControl !== row.predictionBefore),
    paired: pairedTests(asked, column, readout, corrected),
    published: publishedTest(asked, rows, column, readout),
    ...correlations(rows),
  }
}

type Correlations = Pick<ColumnTests, 'spearman' | 'pearson' | 'spearmanControl' | 'pearsonControl'>

function correlations(rows: readonly StudyRow[]): Correlations {
  if (rows.length < 3) return { spearman: null, pearson: null, spearmanControl: null, pearsonControl: null }
  const attack = [rows.map((row) => row.lrp), rows.map((row) => row.softmax)] as const
  const control = [rows.map((row) => row.lrpControl), rows.map((row) => row.softmaxControl)] as const
  return {
    spearman: spearman.compute(...attack),
    pearson: pearson.compute(...attack),
    spearmanControl: spearman.compute(...control),
    pearsonControl: pearson.compute(...control),
  }
}

function pairedTests(
  asked: Asked,
  column: number,
  readout: number,
  corrected: ReadonlyMap<string, number>,
): PairedTests | null {
  const against = counterpart(asked, column, 'det')
  if (against === null || against === column) return null
  const { attack, control } = pairsOf(asked, column, against, readout)
  const { a, b } = attack
  if (a.length === 0) return null
  const test = wilcoxon.compute(a, b)
  const { seed } = asked.result.request
  return {
    against,
    difference: medianDifference.compute(a, b, { seed }),
    control: boxPlot.compute(pairDifferences(control.a, control.b)).median,
    wilcoxon: test,
    effect: matchedRankBiserial.compute(a, b),
    holm: corrected.get(keyOf(column, readout)) ?? test.p,
  }
}

function publishedTest(
  asked: Asked,
  rows: readonly StudyRow[],
  column: number,
  readout: number,
): PublishedTest | null {
  const { result, models } = asked
  const family = models.find(({ id }) => id === result.request.subjects[column]?.model)?.family
  if (!isBayesian(family)) return null
  const against = counterpart(asked, column, 'adv')
  if (against === null) return null
  // in a study on its way one has more images than the other, and balanced images come class by class
  const done = Math.min(result.columns[column]?.done ?? 0, result.columns[against]?.done ?? 0)
  const both = (of: readonly StudyRow[]) => of.filter(({ place }) => place < done).map((row) => row.lrp)
  const [adv, lrp] = [both(filteredRows(asked, against, readout)), both(rows)]
  if (adv.length === 0 || lrp.length === 0) return null
  return { against, ...publishedAnswer(adv, lrp) }
}

/** Corrected p by column and readout: all readouts count, whichever are looked at. */
function holmOverAll(asked: Asked): ReadonlyMap<string, number> {
  const { request, columns } = asked.result
  const tests = request.readouts.flatMap((_, readout) =>
    columns.flatMap((_, column) => {
      const against = counterpart(asked, column, 'det')
      if (against === null || against === column) return []
      const { a, b } = pairsOf(asked, column, against, readout).attack
      return a.length === 0 ? [] : [{ key: keyOf(column, readout), p: wilcoxon.compute(a, b).p }]
    }),
  )
  const adjusted = holm.compute(tests.map(({ p }) => p))
  return new Map(tests.map(({ key }, i) => [key, adjusted[i]!]))
}

function keyOf(column: number, readout: number): string {
  return `${column}/${readout}`
}
