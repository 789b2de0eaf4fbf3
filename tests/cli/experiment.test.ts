import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parseDraws, parseShare, type Setup, trainedModels } from '../../src/cli/experimentSetup.ts'
import { defaultModels } from '../../src/cli/modelFolder.ts'
import { runPicture } from '../../src/cli/pictureCommand.ts'
import { mergeStudy, runStudy } from '../../src/cli/studyCommand.ts'
import { type StudyEngine, withStudyEngine } from '../../src/cli/studyEngine.ts'
import { parsePictureFile } from '../../src/domain/pictureFile.ts'
import { parseResultIndex } from '../../src/domain/resultIndex.ts'
import type { StudyPart, StudyPartRequest } from '../../src/domain/study.ts'
import { parseStudyFile, type StudyFile } from '../../src/domain/studyFile.ts'
import type { PictureExperiment, StudyExperiment } from '../../src/experiments/experiment.ts'
import { experiments } from '../../src/experiments/index.ts'
import { someValues } from '../domain/someStudy.ts'

const study = experiments.find(({ id }) => id === 'mnist-fc512-fgsm-defined') as StudyExperiment
const picture = experiments.find(({ id }) => id === `${study.id}-heatmaps`) as PictureExperiment
const folder = mkdtempSync(join(tmpdir(), 'relevance-lab-'))
const out = join(folder, 'results')
let setup: Setup

beforeAll(async () => {
  vi.spyOn(console, 'log').mockReturnValue()
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const models = await trainedModels(defaultModels)
  const engine = {
    ...(await withStudyEngine('node', async (each) => each)),
    study: async (part: StudyPartRequest): Promise<StudyPart> => partOf(part, models),
  }
  const folders = { out, cache: join(folder, 'cache'), shards: join(folder, 'shards') }
  const settings = { images: 10, draws: [2], sampleSeed: 0, k: 20, seed: 0, part: 5, share: undefined }
  setup = { engine, place: 'node', models, folders, ...settings }
  await runStudy(setup, study)
})
afterAll(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

const read = (): StudyFile =>
  parseStudyFile(readFileSync(join(out, `${study.id}.json`), 'utf8'), `${study.id}.json`)
const silent: StudyEngine = new Proxy({} as StudyEngine, {
  get: (_, name) => (name === 'sampleImages' ? setup.engine.sampleImages : undefined),
})

/** Made-up values under the name of the network that is asked for. */
function partOf(request: StudyPartRequest, models: Setup['models']): StudyPart {
  const { study, subject, from, to } = request
  const modelChecksum = models.get(study.subjects[subject]!.model)!.checksum
  const provenance = { backend: 'cpu', modelChecksum, milliseconds: 10 * (to - from), version: 'dev' }
  return { request, provenance, values: someValues(study, subject, from, to) }
}

describe('the experiment command', () => {
  it('writes a complete study that says what it was made of', () => {
    const file = read()
    expect(file).toMatchObject({ id: study.id, label: study.label, complete: true })
    expect(file.request.sample).toEqual({ kind: 'balanced', count: 10, seed: 0 })
    expect(file.request.attack.parameters.budget).toBe(0.2)
    expect(file.columns.map((column) => column!.provenance.modelChecksum)).toEqual(
      file.request.subjects.map(({ model }) => setup.models.get(model)!.checksum),
    )
    expect(file.labels).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    for (const summary of file.summary) expect(summary!.images).toBe(10)
  })

  it('leaves no part behind', () => {
    const left = readdirSync(join(folder, 'cache'), { recursive: true, encoding: 'utf8' })
    expect(left.filter((name) => name.endsWith('.json'))).toEqual([])
  })

  it('leaves a result alone that answers the same request with the same networks', async () => {
    const before = statSync(join(out, `${study.id}.json`)).mtimeMs
    await runStudy({ ...setup, engine: silent }, study)
    expect(statSync(join(out, `${study.id}.json`)).mtimeMs).toBe(before)
  })

  it('computes anew for another request and for other networks', async () => {
    await expect(runStudy({ ...setup, engine: silent, seed: 1 }, study)).rejects.toThrow(TypeError)
    const models = new Map(setup.models).set('mnist-fc512-det', { draws: 1, checksum: 'another' })
    await expect(runStudy({ ...setup, engine: silent, models }, study)).rejects.toThrow(TypeError)
  })

  it('computes the same as shards', async () => {
    const folders = { ...setup.folders, out: join(folder, 'merged') }
    for (const number of [1, 2]) await runStudy({ ...setup, share: { number, of: 2 } }, study)
    await mergeStudy({ folders }, study)
    const merged = parseStudyFile(readFileSync(join(folders.out, `${study.id}.json`), 'utf8'), 'merged')
    expect(merged).toEqual(read())
  })

  it('refuses to merge shards of different requests', async () => {
    const shards = join(folder, 'mixed')
    const mixed = { ...setup, folders: { ...setup.folders, shards } }
    await runStudy({ ...mixed, share: { number: 1, of: 2 } }, study)
    await runStudy({ ...mixed, seed: 1, share: { number: 2, of: 2 } }, study)
    await expect(mergeStudy(mixed, study)).rejects.toThrow(
      `${study.id}: shards 1 and 2 answer different requests: seed is not the same`,
    )
  })

  it('has nothing to merge where there are no shards', async () => {
    const folders = { ...setup.folders, shards: join(folder, 'none') }
    await expect(mergeStudy({ folders }, study)).rejects.toThrow('there are no shards in')
  })

  it('shows one image of the study, attacked as the study attacked it', async () => {
    await runPicture(setup, picture)
    const text = readFileSync(join(out, `${picture.id}.json`), 'utf8')
    const file = parsePictureFile(text, 'picture.json')
    const from = read()
    expect(file.image).toBe(from.request.images[file.place])
    expect(file.trials.map(({ request }) => request.model)).toEqual(['mnist-fc512-det', 'mnist-fc512-hmc'])
    const [det] = file.trials
    expect(det!.request).toMatchObject({ k: 30, seed: from.request.seed + file.place, layer: 2 })
    expect(det!.request.attack).toEqual(from.request.attack)
    expect(det!.audit.linf).toBeCloseTo(0.2, 3)
    expect(det!.overlap.size).toBe(235)
    expect(det!.clean.heatmap.mean).toBeInstanceOf(Float32Array)
    expect(det!.clean.picture.data).toHaveLength(784)
    expect(() => parsePictureFile(text.replace(/"mean": \[[^,]*,/, '"mean": [null,'), 'x.json')).toThrow(
      'x.json: trials.0.clean.heatmap.mean.0: ',
    )
  })

  it('lists what there is', () => {
    const index = parseResultIndex(JSON.parse(readFileSync(join(out, 'index.json'), 'utf8')))
    expect(
      index.results.map(({ id, kind, images, draws, complete }) => [id, kind, images, draws, complete]),
    ).toEqual([
      [study.id, 'study', 10, 2, true],
      [picture.id, 'picture', 1, 2, true],
    ])
  })

  it('asks for the study before its picture', async () => {
    const folders = { ...setup.folders, out: join(folder, 'empty') }
    await expect(runPicture({ ...setup, folders }, picture)).rejects.toThrow(
      `${picture.id}: ${study.id} comes first, its image is taken from there`,
    )
  })

  it('refuses a picture of networks that the study did not have', async () => {
    const elsewhere = join(folder, 'elsewhere')
    await runStudy({ ...setup, folders: { ...setup.folders, out: elsewhere } }, study)
    const path = join(elsewhere, `${study.id}.json`)
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replaceAll(setup.models.get('mnist-fc512-det')!.checksum, 'another'),
    )
    await expect(
      runPicture({ ...setup, folders: { ...setup.folders, out: elsewhere } }, picture),
    ).rejects.toThrow('mnist-fc512-det was trained anew since')
  })
})

describe('the flags', () => {
  it('say what a shard and a list of draws look like', () => {
    expect(parseShare('2/8')).toEqual({ number: 2, of: 8 })
    expect(parseDraws('10,50')).toEqual([10, 50])
    for (const text of ['0/8', '9/8', '1', '1/0', 'a/b', '1.5/2'])
      expect(() => parseShare(text)).toThrow(`experiment: shard must be i/n with i from 1 to n, got ${text}`)
    for (const text of ['', '0', '1,a', '1.5'])
      expect(() => parseDraws(text)).toThrow('experiment: draws must be whole numbers like 10,50')
  })
})
