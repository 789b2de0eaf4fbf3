import type { StudyFile } from '../domain/studyFile.ts'
import { createLanes, type Lane, type Lanes } from './lanes.ts'

/** A file of `public/results/`, by the experiment's name; null where nobody has made it yet. */
export type Results = Lanes<string, StudyFile | null>
export type ResultLane = Lane<string, StudyFile | null>

/** Reads a file beside the page; null where there is none. */
export type ReadText = (path: string) => Promise<string | null>

/** A file that is not what it should be fails its lane with the sentence that says so. */
export function createResults(read: ReadText = fetchText): Results {
  return createLanes(async (experiment) => {
    const name = `results/${experiment}.json`
    const text = await read(name)
    if (text === null) return null
    // with the schema library it is fetched when the first result is read: the Bench opens sooner
    const { parseStudyFile } = await import('../domain/studyFile.ts')
    return parseStudyFile(text, name)
  })
}

/** Asks for results once; what failed is asked for again by `retry`. */
export function openResults(results: Results, experiments: readonly string[]): void {
  const known = results.store.getState()
  for (const experiment of experiments) if (!known[experiment]) void results.start(experiment, experiment)
}

async function fetchText(path: string): Promise<string | null> {
  const response = await fetch(path).catch(() => {
    throw new Error(`${path}: could not be loaded; is the server still running?`)
  })
  if (response.status === 404) return null
  if (!response.ok) throw new Error(`${path}: could not be loaded, the server answered ${response.status}`)
  return response.text()
}
