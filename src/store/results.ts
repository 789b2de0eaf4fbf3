import type { PictureFile } from '../domain/pictureFile.ts'
import type { StudyFile } from '../domain/studyFile.ts'
import { createLanes, type Lane, type Lanes } from './lanes.ts'

/** Files of `public/results/`, by the experiment's name; null where nobody has made one yet. */
export type Files<F> = Lanes<string, F | null>
export type Results = Files<StudyFile>
export type Pictures = Files<PictureFile>
export type ResultLane = Lane<string, StudyFile | null>

/** Reads a file beside the page; null where there is none. */
export type ReadText = (path: string) => Promise<string | null>

/** A file that is not what it should be fails its lane with the sentence that says so. */
export function createResults(read?: ReadText): Results {
  return createFiles(async () => (await import('../domain/studyFile.ts')).parseStudyFile, read)
}

/** As `createResults`, for experiments that are one image with its heatmaps. */
export function createPictures(read?: ReadText): Pictures {
  return createFiles(async () => (await import('../domain/pictureFile.ts')).parsePictureFile, read)
}

// with the schema library the parser is fetched when the first file is read: the Bench opens sooner
function createFiles<F>(
  parser: () => Promise<(text: string, name: string) => F>,
  read: ReadText = fetchText,
): Files<F> {
  return createLanes(async (experiment) => {
    const name = `results/${experiment}.json`
    const text = await read(name)
    return text === null ? null : (await parser())(text, name)
  })
}

/** Asks for results once; what failed is asked for again by `retry`. */
export function openResults<F>(results: Files<F>, experiments: readonly string[]): void {
  const known = results.store.getState()
  for (const experiment of experiments) if (!known[experiment]) void results.start(experiment, experiment)
}

/** The text of a file beside the page; null where there is none. */
export async function fetchText(path: string): Promise<string | null> {
  const response = await fetch(path).catch(() => {
    throw new Error(`${path}: could not be loaded; is the server still running?`)
  })
  if (response.status === 404) return null
  if (!response.ok) throw new Error(`${path}: could not be loaded, the server answered ${response.status}`)
  return response.text()
}
