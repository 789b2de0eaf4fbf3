import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PartStore, partStore } from '../../src/cli/partStore.ts'
import { type Share, type StudyRun, studyParts } from '../../src/cli/studyRun.ts'
import { joinedParts } from '../../src/domain/parts.ts'
import { mergedShards, type ShardFile } from '../../src/domain/shardFile.ts'
import type { StudyPartRequest } from '../../src/domain/study.ts'
import { writeStudyFile } from '../../src/domain/studyFile.ts'
import { abortable, type Progress, unobserved } from '../../src/domain/task.ts'
import { someStudy, someValues } from '../domain/someStudy.ts'

const { request, labels } = someStudy({ images: 50, columns: 3 })
const whole: Share = { number: 1, of: 1 }
const checksums = Object.fromEntries(request.subjects.map(({ model }) => [model, `sum of ${model}`]))

/** An engine that knows its answers; remembers what it was asked. */
function someEngine(asked: StudyPartRequest[] = []): StudyRun['engine'] {
  return {
    async study(part, report, signal) {
      signal.throwIfAborted()
      asked.push(part)
      report({ step: 1, of: 2 })
      const { study, subject, from, to } = part
      const modelChecksum = checksums[study.subjects[subject]!.model]!
      return {
        request: part,
        provenance: { backend: 'wasm', modelChecksum, milliseconds: 10, version: 'dev' },
        values: someValues(study, subject, from, to),
      }
    },
  }
}

let folder: string
let store: PartStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relevance-lab-'))
  store = partStore(folder, 'some', 'fingerprint')
})
afterEach(() => rmSync(folder, { recursive: true }))

function run(change: Partial<StudyRun> = {}) {
  const signal = new AbortController().signal
  return studyParts({
    engine: someEngine(),
    request,
    checksums,
    store,
    size: 20,
    share: whole,
    context: unobserved,
    signal,
    ...change,
  })
}

const textOf = async (parts: ReturnType<typeof run>) =>
  writeStudyFile(joinedParts(request, labels, await parts))

describe('a run', () => {
  it('takes every image of every column once, a few at a time', async () => {
    const asked: StudyPartRequest[] = []
    await run({ engine: someEngine(asked) })
    expect(asked.map(({ subject, from, to }) => [subject, from, to])).toEqual(
      [0, 1, 2].flatMap((subject) => [
        [subject, 0, 17],
        [subject, 17, 34],
        [subject, 34, 50],
      ]),
    )
  })

  it('goes on after an abort and ends in what an uninterrupted run ends in', async () => {
    const uninterrupted = await textOf(run({ store: partStore(folder, 'some', 'other') }))
    const controller = new AbortController()
    const [before, after]: StudyPartRequest[][] = [[], []]
    const context = abortable(controller.signal, ({ step }) => step > 40 && controller.abort())
    const stopped = run({ engine: someEngine(before), context, signal: controller.signal })
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
    expect(await textOf(run({ engine: someEngine(after) }))).toBe(uninterrupted)
    expect(before!.length).toBeGreaterThan(1)
    expect(before!.length + after!.length).toBe(9)
  })

  it('computes a part again whose checkpoint is broken', async () => {
    await run()
    const kept = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((each) =>
      each.endsWith('.json'),
    )
    writeFileSync(join(folder, kept[0]!), '{"subject": 0')
    const asked: StudyPartRequest[] = []
    await run({ engine: someEngine(asked) })
    expect(asked).toHaveLength(1)
  })

  it('forgets nothing for another request, and all for its own', async () => {
    await run()
    await partStore(folder, 'some', 'other').clear()
    const asked: StudyPartRequest[] = []
    await run({ engine: someEngine(asked) })
    expect(asked).toEqual([])
    await store.clear()
    await run({ engine: someEngine(asked) })
    expect(asked).toHaveLength(9)
  })

  it('says how far it has come, never turning back, up to all of it', async () => {
    const said: Progress[] = []
    await run({ context: abortable(new AbortController().signal, (progress) => void said.push(progress)) })
    const steps = said.map(({ step }) => step)
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    expect(said.at(-1)).toMatchObject({ step: 100, of: 100 })
  })

  it('refuses a network that was trained anew meanwhile', async () => {
    await expect(run({ checksums: { ...checksums, 'network-1': 'another' } })).rejects.toThrow(
      'network-1 was trained anew while the study ran: run the experiment again',
    )
  })
})

describe.each([2, 3, 8])('%i shards', (of) => {
  it('make up the whole', async () => {
    const shards: ShardFile[] = []
    for (let number = 1; number <= of; number++) {
      const parts = await run({ share: { number, of }, store: partStore(folder, 'some', `${number}`) })
      const images = parts
        .filter(({ subject }) => subject === 0)
        .reduce((n, { from, to }) => n + to - from, 0)
      expect(images).toBeLessThan((1.3 * 50) / of)
      const head = { format: 1, kind: 'shard', id: 'some', label: 'some', notes: [] } as const
      shards.push({ ...head, number, of, request, labels, parts })
    }
    const merged = mergedShards(shards)
    expect(merged.columns.map((column) => column!.values)).toEqual(
      joinedParts(request, labels, await run()).columns.map((column) => column!.values),
    )
  })
})
