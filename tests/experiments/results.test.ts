import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/lib/root.ts'
import { parsePictureFile } from '../../src/domain/pictureFile.ts'
import { parseResultIndex } from '../../src/domain/resultIndex.ts'
import { parseStudyFile } from '../../src/domain/studyFile.ts'
import { experiments } from '../../src/experiments/index.ts'

const folder = join(root, 'public/results')
const { results } = parseResultIndex(JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')))

it('every committed result is listed', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'index.json')
  expect(results.map(({ file }) => file).toSorted()).toEqual(files.toSorted())
})

describe.each(results.map((result) => [result.id, result] as const))('the result %s', (id, result) => {
  const path = join(folder, result.file)
  const text = readFileSync(path, 'utf8')

  it('is that of an experiment, as large and complete as listed', () => {
    const experiment = experiments.find((each) => each.id === id)!
    expect(experiment).toMatchObject({ kind: result.kind, label: result.label, protocol: result.protocol })
    expect(statSync(path).size).toBe(result.bytes)
    if (result.kind === 'study') {
      const { complete, request } = parseStudyFile(text, result.file)
      expect([complete, request.images.length]).toEqual([result.complete, result.images])
    } else expect(parsePictureFile(text, result.file).trials.length).toBeGreaterThan(0)
  })

  it('is small enough for a repository', () => {
    expect(result.bytes).toBeLessThan(450_000)
  })
})
