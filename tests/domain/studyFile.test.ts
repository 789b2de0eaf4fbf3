import { describe, expect, it } from 'vitest'
import { lrpRobustness } from '../../src/domain/study.ts'
import { parseStudyFile, writeStudyFile } from '../../src/domain/studyFile.ts'
import { someStudy } from './someStudy.ts'

const study = someStudy()
const head = { id: 'mnist-fc512-fgsm-defined', label: 'FGSM', notes: ['Fewer draws than asked for.'] }
const text = writeStudyFile(study, head)
const file = parseStudyFile(text, 'study.json')

/** The file with something else in the place of its first column's values. */
function withValues(change: Record<string, unknown>): string {
  const value = JSON.parse(text) as { columns: { values: Record<string, unknown> }[] }
  Object.assign(value.columns[0]!.values, change)
  return JSON.stringify(value)
}

/** The file with other fields. */
function withFields(change: Record<string, unknown>): string {
  return JSON.stringify({ ...(JSON.parse(text) as object), ...change })
}

describe('a study’s file', () => {
  it('keeps request, labels, counts, checksums and its head as they are', () => {
    expect(file).toMatchObject({ ...head, request: study.request, labels: study.labels, complete: true })
    study.columns.forEach((column, i) => {
      expect(file.columns[i]!.values.readouts).toEqual(column!.values.readouts)
      expect(file.columns[i]!.values.predictionAfter).toEqual(column!.values.predictionAfter)
      expect(file.columns[i]!.provenance).toEqual({ ...column!.provenance, milliseconds: 13 })
    })
  })

  it('keeps four significant digits of measured values', () => {
    const [kept, full] = [file.columns[0]!.values, study.columns[0]!.values]
    expect(kept.lossBefore).not.toEqual(full.lossBefore)
    full.lossBefore.forEach((value, i) => {
      expect(Math.abs(kept.lossBefore[i]! / value - 1)).toBeLessThan(5.1e-4)
    })
  })

  it('is written again as the same text', () => {
    expect(writeStudyFile(file, file)).toBe(text)
  })

  it('summarizes every column and readout', () => {
    const { values } = file.columns[1]!
    const summary = file.summary[1]!
    const sorted = lrpRobustness(values.readouts[0]!).toSorted((a, b) => a - b)
    expect(summary.readouts[0]!.median).toBeCloseTo((sorted[1]! + sorted[2]!) / 2, 3)
    expect(summary.linf).toBeCloseTo(values.linf.reduce((a, b) => a + b) / 4, 3)
    expect(summary.successRate * 4).toBe(
      values.predictionBefore.filter((before, i) => before !== values.predictionAfter[i]).length,
    )
    expect(JSON.parse(text)).toMatchObject({ summary: file.summary })
  })

  it('may be incomplete, and says so', () => {
    const begun = someStudy({ done: 3 })
    const part = { ...begun, columns: [begun.columns[0]!, null] }
    const read = parseStudyFile(writeStudyFile(part), 'study.json')
    expect(read.complete).toBe(false)
    expect(read.columns[0]!.done).toBe(3)
    expect(read.columns[1]).toBeNull()
    expect(read.summary[1]).toBeNull()
  })

  it('of 500 images, five columns and nine readouts stays below 400 kB', () => {
    const large = writeStudyFile(someStudy({ images: 500, columns: 5, readouts: 9 }))
    expect(large.length).toBeLessThan(400_000)
  })

  it('has a list of numbers on one line', () => {
    expect(text).toContain(`\n "labels": [0,1,2,3],\n`)
  })

  const faults: readonly (readonly [what: string, text: string, sentence: string])[] = [
    ['what is not JSON', '{', 'x.json: not JSON'],
    ['another kind of file', '{"kind": "picture"}', 'x.json: expected the file of a study, got picture'],
    ['nothing at all', 'null', 'x.json: expected the file of a study, got something else'],
    [
      'another format',
      withFields({ format: 2 }),
      'x.json: format must be 1, got 2: written by another version of this program',
    ],
    ['lost labels', withFields({ labels: [1] }), 'x.json: labels must hold 4 values, got 1'],
    ['a lost column', withFields({ columns: [null] }), 'x.json: columns must hold 2 values, got 1'],
    [
      'an unknown convention',
      withFields({ request: { ...study.request, conventions: { start: 'two' } } }),
      'x.json: request.conventions: conventions: start must be one of logit, one, probability, got two',
    ],
    ['a short list', withValues({ linf: [0.2] }), 'x.json: columns.0.values: linf must hold 4 values, got 1'],
    [
      'a missing list',
      withValues({ l2: undefined }),
      'x.json: columns.0.values.l2: Invalid key: Expected "l2" but received undefined',
    ],
    [
      'what is not a number',
      withValues({ lossAfter: [1, 2, null, 3] }),
      'x.json: columns.0.values.lossAfter.2: Invalid type: Expected number but received null',
    ],
    [
      'more common pixels than there are',
      withValues({
        readouts: study.columns[0]!.values.readouts.map((each) => ({ ...each, common: [1, 2, 157, 3] })),
      }),
      'x.json: columns.0.values.readouts.0: 157 pixels cannot be common to sets of 156',
    ],
  ]
  it.each(faults)('refuses %s', (_, given, sentence) => {
    expect(() => parseStudyFile(given, 'x.json')).toThrow(new TypeError(sentence))
  })
})
