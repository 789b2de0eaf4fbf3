import * as v from 'valibot'
import { checked } from './checked.ts'
import { conventionSpecs } from './conventions.ts'
import { fileOfKind } from './fileOfKind.ts'
import { lineJson, rounded } from './lineJson.ts'
import { resolve } from './parameters.ts'
import type { ImageValues, StudyColumn, StudyRequest, StudyResult } from './study.ts'
import { type ColumnSummary, summarizeStudy } from './studySummary.ts'

/**
 * A study on disk: `public/results/<experiment>.json`, and what the page exports and imports.
 * Complete or on its way; measured values have four significant digits, counts are exact.
 */
export interface StudyFile extends StudyResult, StudyHead {
  readonly format: 1
  readonly kind: 'study'
  /** Whether every column has every image. */
  readonly complete: boolean
  /** Worked out from the columns; null for one that has not begun. */
  readonly summary: readonly (ColumnSummary | null)[]
}

/** What a file says of itself beside its numbers. */
export interface StudyHead {
  /** The experiment it belongs to, or a name that a person gave it. */
  readonly id: string
  readonly label: string
  /** Where it departs from what was asked for, in sentences. */
  readonly notes: readonly string[]
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const counts = v.array(count)
const numbers = v.array(v.number())
const shares = v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(1)))
const integer = v.pipe(v.number(), v.integer())

export const ChoiceSchema = v.object({
  id: v.string(),
  parameters: v.record(v.string(), v.union([v.number(), v.string()])),
})
const ReadoutSchema = v.object({ rule: ChoiceSchema, layer: count })
const SubjectSchema = v.object({ model: v.string(), draws: v.pipe(count, v.minValue(1)) })

export const ConventionsSchema = v.pipe(
  v.record(v.string(), v.string()),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return resolve('conventions', conventionSpecs, dataset.value)
    } catch (error) {
      addIssue({ message: (error as Error).message })
      return NEVER
    }
  }),
)

export const StudyRequestSchema = v.object({
  dataset: v.string(),
  images: v.pipe(counts, v.minLength(1)),
  sample: v.variant('kind', [
    v.object({ kind: v.literal('balanced'), count, seed: integer }),
    v.object({ kind: v.literal('first'), count }),
    v.object({ kind: v.literal('listed') }),
  ]),
  subjects: v.pipe(v.array(SubjectSchema), v.minLength(1)),
  attack: ChoiceSchema,
  readouts: v.pipe(v.array(ReadoutSchema), v.minLength(1)),
  aim: ReadoutSchema,
  k: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  conventions: ConventionsSchema,
  seed: integer,
  strength: v.exactOptional(v.object({ norm: v.picklist(['linf', 'l2']), value: v.number() })),
})

export const ProvenanceSchema = v.object({
  backend: v.string(),
  modelChecksum: v.string(),
  milliseconds: v.number(),
  version: v.string(),
})

export const ImageValuesSchema = v.object({
  predictionBefore: counts,
  predictionAfter: counts,
  softmaxRobustness: numbers,
  softmaxRobustnessControl: numbers,
  predictionControl: counts,
  linf: numbers,
  l2: numbers,
  zeroPixels: shares,
  zeroDraws: shares,
  lossBefore: numbers,
  lossAfter: numbers,
  objectiveBefore: numbers,
  objectiveAfter: numbers,
  readouts: v.array(v.object({ size: count, common: counts, control: counts, ties: counts })),
})

const StudyFileSchema = v.object({
  format: v.literal(1),
  kind: v.literal('study'),
  id: v.string(),
  label: v.string(),
  notes: v.array(v.string()),
  request: StudyRequestSchema,
  labels: counts,
  columns: v.array(
    v.nullable(
      v.object({
        subject: SubjectSchema,
        provenance: ProvenanceSchema,
        done: count,
        values: ImageValuesSchema,
      }),
    ),
  ),
})

/** The text of a study's file. */
export function writeStudyFile(
  { request, labels, columns }: StudyResult,
  { id = 'study', label = 'study', notes = [] }: Partial<StudyHead> = {},
): string {
  const result = { request, labels, columns: columns.map((column) => column && roundedColumn(column)) }
  const { summary, complete } = derived(result)
  return `${lineJson({ format: 1, kind: 'study', id, label, complete, notes, request, summary, labels, columns: result.columns })}\n`
}

/**
 * A study from the text of its file; whatever can be worked out from its columns is, not read.
 * @throws TypeError naming the file and, in one sentence, what is wrong with it
 */
export function parseStudyFile(text: string, name: string): StudyFile {
  const result = checked(StudyFileSchema, fileOfKind('study', text, name), name)
  checkFit(result, name)
  return { ...result, ...derived(result) }
}

/** Text that two requests share when they ask for the same, whatever the order of their fields. */
export function requestKey(request: StudyRequest): string {
  return JSON.stringify(checked(StudyRequestSchema, request, 'request'))
}

/** Whether every column has every image. */
export function isComplete({ request, columns }: StudyResult): boolean {
  return columns.every((column) => column?.done === request.images.length)
}

function derived(result: StudyResult): Pick<StudyFile, 'complete' | 'summary'> {
  return { complete: isComplete(result), summary: summarizeStudy(result) }
}

/** The lengths that a schema cannot tie to each other. */
function checkFit({ request, labels, columns }: StudyResult, name: string): void {
  const { images, subjects } = request
  must(name, 'labels', labels.length, images.length)
  must(name, 'columns', columns.length, subjects.length)
  columns.forEach((column, i) => {
    if (!column) return
    const { done, subject, values } = column
    if (done < 1 || done > images.length)
      throw new TypeError(`${name}: columns.${i}.done must be in [1, ${images.length}], got ${done}`)
    const { model, draws } = subjects[i]!
    if (subject.model !== model || subject.draws !== draws)
      throw new TypeError(`${name}: columns.${i} must be ${model} with ${draws} draws, as the request says`)
    checkValues(values, request, done, `${name}: columns.${i}.values`)
  })
}

const optional = ['zeroPixels', 'zeroDraws', 'objectiveBefore', 'objectiveAfter']

function checkValues({ readouts, ...lists }: ImageValues, request: StudyRequest, done: number, name: string) {
  for (const [list, values] of Object.entries(lists))
    if (values.length > 0 || !optional.includes(list)) must(name, list, values.length, done)
  must(name, 'readouts', readouts.length, request.readouts.length)
  readouts.forEach(({ size, common, control, ties }, i) => {
    for (const [list, values] of Object.entries({ common, control, ties }))
      must(name, `readouts.${i}.${list}`, values.length, done)
    const most = Math.max(...common, ...control)
    if (most > size)
      throw new TypeError(`${name}.readouts.${i}: ${most} pixels cannot be common to sets of ${size}`)
  })
}

function must(name: string, list: string, length: number, expected: number): void {
  if (length !== expected) throw new TypeError(`${name}: ${list} must hold ${expected} values, got ${length}`)
}

function roundedColumn({ provenance, values, ...rest }: StudyColumn): StudyColumn {
  const { readouts, ...lists } = values
  const short = Object.entries(lists).map(([list, numbers]) => [list, numbers.map(rounded)])
  return {
    ...rest,
    provenance: { ...provenance, milliseconds: Math.round(provenance.milliseconds) },
    values: { ...(Object.fromEntries(short) as Omit<ImageValues, 'readouts'>), readouts },
  }
}
