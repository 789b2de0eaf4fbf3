import { type Family, families, isBayesian, type ModelEntry } from '../../../domain/catalogue.ts'
import type { ProtocolId } from '../../../domain/conventions.ts'
import { publishedAnswer } from '../../../domain/publishedTest.ts'
import { boxPlot } from '../../../domain/statistics/boxPlot.ts'
import type { Correlation } from '../../../domain/statistics/correlation.ts'
import { kernelDensity } from '../../../domain/statistics/kernelDensity.ts'
import { pearson } from '../../../domain/statistics/pearson.ts'
import { spearman } from '../../../domain/statistics/spearman.ts'
import type { Interval } from '../../../domain/statistics/statistic.ts'
import type { StudyResult } from '../../../domain/study.ts'
import type { StudyFile } from '../../../domain/studyFile.ts'
import type { Panel, Published } from './figure.ts'
import { medianOf, type Place, type Quantity, type Sample, samplesAt } from './samples.ts'

/** What the images say of one network at one place. */
export interface Measured {
  readonly images: number
  readonly draws: number
  readonly median: number
  /** 95 %. */
  readonly interval: Interval
  readonly quartiles: Interval
  /** Median under the random pattern. */
  readonly control: number
  /** Where the outline is highest; null for values that do not vary. */
  readonly peak: number | null
  /** As published: adversarially trained less robust than this Bayesian network. */
  readonly stars: string | null
  /** LRP with softmax robustness; null for fewer than 3 images. */
  readonly correlation: Correlation | null
  /** The same under the random pattern. */
  readonly correlationControl: Correlation | null
}

/** One row of numbers: a network at a place, what was published of it and what it is here. */
export interface Line extends Place {
  readonly family: Family
  /** Draws asked for; null for the most there are, or a network that is no posterior. */
  readonly draws: number | null
  readonly published: Published | null
  readonly sides: Readonly<Record<ProtocolId, Measured | null>>
}

/** Both readings of one panel's study, null where there is none. */
export type Files = Readonly<Record<ProtocolId, StudyFile | null>>

export interface Question {
  readonly rules: readonly string[]
  readonly layers: readonly number[]
  readonly quantity: Quantity
  /** Which columns of a Bayesian network: all its numbers of draws, all but the fewest, or the most. */
  readonly draws: 'all' | 'many' | 'most'
  readonly correlation: 'pearson' | 'spearman' | null
}

/** The samples of a panel in one reading, layer by layer, then rule by rule. */
export function samplesOf(
  study: StudyResult,
  models: readonly ModelEntry[],
  question: Question,
): readonly Sample[] {
  return question.layers.flatMap((layer) =>
    question.rules.flatMap((rule) => {
      const samples = samplesAt(study, models, { layer, rule }, question.quantity)
      return samples.filter((sample) => wanted(sample, samples, question))
    }),
  )
}

function wanted(sample: Sample, samples: readonly Sample[], { draws }: Question): boolean {
  if (draws === 'all' || sample.most) return true
  const fewest = Math.min(...samples.filter(({ family }) => isBayesian(family)).map((each) => each.draws))
  return draws === 'many' && sample.draws > fewest
}

/** Every row of a panel's numbers, published ones that nothing here answers to among them. */
export function linesOf(
  { published }: Panel,
  samples: Readonly<Record<ProtocolId, readonly Sample[]>>,
  correlation: Question['correlation'],
): readonly Line[] {
  const rows = new Map<string, Line>()
  for (const value of published) {
    const draws = value.draws === undefined || value.draws >= 100 ? null : value.draws
    rows.set(keyOf({ ...value, draws }), { ...value, draws, published: value, sides: none })
  }
  for (const protocol of ['defined', 'released'] as const)
    for (const sample of samples[protocol]) {
      const { layer, rule, family } = sample
      const draws = sample.most ? null : sample.draws
      const key = keyOf({ layer, rule, family, draws })
      const known = rows.get(key) ?? { layer, rule, family, draws, published: null, sides: none }
      const measured = measure(sample, samples[protocol], correlation)
      rows.set(key, { ...known, sides: { ...known.sides, [protocol]: measured } })
    }
  return [...rows.values()].toSorted(inOrder)
}

/** As published: how sure the test is that the adversarially trained network is less robust than this one. */
export function starsFor(sample: Sample, samples: readonly Sample[]): string | null {
  if (!isBayesian(sample.family)) return null
  const { layer, rule } = sample
  const adv = samples.find((each) => each.family === 'adv' && each.layer === layer && each.rule === rule)
  if (!adv) return null
  // in a study on its way one has more images than the other, and balanced images come class by class
  const both = Math.min(adv.robustness.length, sample.robustness.length)
  const [a, b] = [adv, sample].map(({ robustness: values }) => values.slice(0, both)) as [number[], number[]]
  return publishedAnswer(a, b).stars
}

function measure(sample: Sample, samples: readonly Sample[], correlation: Question['correlation']): Measured {
  const { values, control } = sample
  const { grid, density } = kernelDensity.compute(values)
  return {
    images: values.length,
    draws: sample.draws,
    ...medianOf(values),
    quartiles: boxPlot.compute(values).quartiles,
    control: boxPlot.compute(control).median,
    peak: grid[density.indexOf(Math.max(...density))] ?? null,
    stars: starsFor(sample, samples),
    correlation: correlation && correlationOf(sample, correlation),
    correlationControl: correlation && correlationOf(underControl(sample), correlation),
  }
}

function underControl({ robustnessControl: robustness, softmaxControl: softmax }: Sample) {
  return { robustness, softmax }
}

/** LRP with softmax robustness over the images; null for fewer than 3. */
export function correlationOf(
  { robustness, softmax }: Pick<Sample, 'robustness' | 'softmax'>,
  kind: NonNullable<Question['correlation']>,
): Correlation | null {
  if (robustness.length < 3) return null
  return (kind === 'spearman' ? spearman : pearson).compute(robustness, softmax)
}

const none: Line['sides'] = { defined: null, released: null }

function keyOf({ layer, rule, family, draws }: Pick<Line, 'layer' | 'rule' | 'family' | 'draws'>): string {
  return [layer, rule, family, draws].join('/')
}

function inOrder(a: Line, b: Line): number {
  return (
    a.layer - b.layer ||
    rulePlace(a.rule) - rulePlace(b.rule) ||
    families.indexOf(a.family) - families.indexOf(b.family) ||
    (a.draws ?? Number.POSITIVE_INFINITY) - (b.draws ?? Number.POSITIVE_INFINITY) ||
    0
  )
}

function rulePlace(rule: string): number {
  return ['epsilon', 'gamma', 'alpha-beta'].indexOf(rule)
}
