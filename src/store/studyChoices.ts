import { choice, integer, type Overrides, resolve } from '../domain/parameters.ts'
import type { Drawn } from '../domain/study.ts'
import { noFilter, type RowFilter } from '../domain/studyRows.ts'

const anyClass = -1
const lastReadout = -1

/** What a person chooses for a study beside the scene's own choices, and how it is looked at. */
export const studySpecs = {
  sample: choice({
    label: 'images',
    help: 'Balanced: as many of each class, drawn with replacement as the paper’s released code draws them. First: the first ones of the test set.',
    options: [
      { value: 'balanced', label: 'balanced' },
      { value: 'first', label: 'first' },
    ],
    default: 'balanced',
  }),
  count: integer({ label: 'number of images', symbol: 'n', min: 1, max: 500, default: 20 }),
  draw: integer({
    label: 'seed of the images',
    help: 'Which images are drawn. With 0 and 10, 20, 50, 100, 200 or 500 images: the very ones that the paper’s released code draws.',
    min: 0,
    max: 2 ** 32 - 1,
    default: 0,
    when: { parameter: 'sample', is: 'balanced' },
  }),
  readout: integer({ label: 'rule and layer', min: lastReadout, max: 999, default: lastReadout }),
  class: integer({ label: 'class', min: anyClass, max: 999, default: anyClass }),
  outcome: choice({
    label: 'attack',
    options: [
      { value: 'any', label: 'all' },
      { value: 'failed', label: 'failed' },
      { value: 'succeeded', label: 'succeeded' },
    ],
    default: 'any',
  }),
  gradient: choice({
    label: 'gradient',
    options: [
      { value: 'any', label: 'all' },
      { value: 'zero', label: 'exactly zero' },
      { value: 'nonzero', label: 'not zero' },
    ],
    default: 'any',
  }),
}

export const drawCounts = [1, 10, 20, 50, 100] as const

/** A study's choices as overrides and ids; absent is the default. */
export interface StudyChoices {
  readonly values: Overrides
  /** Numbers of draws; absent: the scene's. */
  readonly draws?: readonly number[]
  /** Ids; absent: every rule. */
  readonly rules?: readonly string[]
  /** 0-based; absent: every layer. */
  readonly layers?: readonly number[]
  /** The committed result in view; absent: the study at hand. */
  readonly shipped?: string
}

/** The same with the defaults filled in that need no catalogue. */
export interface StudyScene {
  readonly sample: Drawn
  readonly values: ReturnType<typeof resolveStudy>
  readonly draws: readonly number[] | undefined
  readonly rules: readonly string[] | undefined
  readonly layers: readonly number[] | undefined
  readonly shipped: string | undefined
  /** Place among a result's readouts; null: the first rule at the output. */
  readonly readout: number | null
  readonly filter: RowFilter
}

/** @throws RangeError where a value is none of its specification's */
export function studyScene({
  values: overrides = {},
  draws,
  rules,
  layers,
  shipped,
}: Partial<StudyChoices> = {}): StudyScene {
  const values = resolveStudy(overrides)
  const { sample, count, draw, readout, outcome, gradient } = values
  return {
    sample: sample === 'balanced' ? { kind: 'balanced', count, seed: draw } : { kind: 'first', count },
    values,
    draws,
    rules,
    layers,
    shipped,
    readout: readout === lastReadout ? null : readout,
    filter: { ...noFilter, class: values.class === anyClass ? null : values.class, outcome, gradient },
  }
}

function resolveStudy(overrides: Overrides) {
  return resolve('study', studySpecs, overrides)
}

/** The fields of a link. */
export function studyFields(study: StudyChoices | undefined): [string, string | number | undefined][] {
  if (!study) return []
  const { values, draws, rules, layers, shipped } = study
  return [
    ...Object.entries(values).map(([name, value]): [string, string | number] => [`study.${name}`, value]),
    ['study.draws', draws?.join(',')],
    ['study.rules', rules?.join(',')],
    ['study.layers', layers?.join(',')],
    ['study.shipped', shipped],
  ]
}

/** Whole numbers of a link's list. @throws RangeError for anything else */
export function readNumbers(
  name: string,
  text: string,
  [min, max]: readonly [number, number],
): readonly number[] {
  return text.split(',').map((each) => {
    const value = Number(each)
    if (each.trim() !== '' && Number.isInteger(value) && value >= min && value <= max) return value
    throw new RangeError(
      `link: ${name} must hold whole numbers in [${min}, ${max}], got ${each || 'nothing'}`,
    )
  })
}

/** A result's name in a link, which is part of a file's. @throws RangeError for what cannot be one */
export function readName(text: string): string {
  if (/^[a-z0-9-]{1,80}$/.test(text)) return text
  throw new RangeError(`link: study.shipped must be the name of a result, got ${text || 'nothing'}`)
}
