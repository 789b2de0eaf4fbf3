import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parsePictureFile } from '../domain/pictureFile.ts'
import { parseResultIndex, type ResultSummary } from '../domain/resultIndex.ts'
import { parseStudyFile, type StudyFile } from '../domain/studyFile.ts'
import type { Experiment } from '../experiments/experiment.ts'
import { experiments } from '../experiments/index.ts'
import { writeWhole } from './cache.ts'

/** The folder that the page reads results from. */
export const defaultResults = join('public', 'results')

/** A study's result, or undefined where there is none that can be read. */
export async function readStudy(folder: string, id: string): Promise<StudyFile | undefined> {
  const path = join(folder, `${id}.json`)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return parseStudyFile(text, path)
  } catch (error) {
    console.error((error as Error).message)
    return undefined
  }
}

/** Writes an experiment's result and the list of all of them. */
export async function writeResult(folder: string, id: string, text: string): Promise<void> {
  await writeWhole(join(folder, `${id}.json`), text)
  const results = await readResults(folder)
  await writeWhole(join(folder, 'index.json'), `${JSON.stringify({ results }, null, 2)}\n`)
}

/** What there is, in the order of the experiments. */
async function readResults(folder: string): Promise<readonly ResultSummary[]> {
  const files = new Set(await readdir(folder))
  const known = experiments.filter(({ id }) => files.has(`${id}.json`))
  const results = await Promise.all(known.map((experiment) => summaryOf(folder, experiment)))
  return parseResultIndex({ results }).results
}

async function summaryOf(folder: string, experiment: Experiment): Promise<ResultSummary> {
  const { id, kind, label, dataset, architecture, family, protocol } = experiment
  const file = `${id}.json`
  const text = await readFile(join(folder, file), 'utf8')
  const head = { id, kind, label, dataset, architecture, attack: family, protocol, file }
  return { ...head, bytes: Buffer.byteLength(text), ...sizeOf(experiment, text, join(folder, file)) }
}

function sizeOf(
  { kind }: Experiment,
  text: string,
  path: string,
): Pick<ResultSummary, 'images' | 'draws' | 'complete'> {
  if (kind === 'picture') {
    const { trials } = parsePictureFile(text, path)
    return { images: 1, draws: Math.max(...trials.map(({ request }) => request.draws)), complete: true }
  }
  const { request, complete } = parseStudyFile(text, path)
  const draws = Math.max(...request.subjects.map((subject) => subject.draws))
  return { images: request.images.length, draws, complete }
}
