import * as tf from '../core/tf.ts'
import type { BackendId, BackendReport } from '../domain/engine.ts'
import { type BackendFiles, names, startBackend } from '../engine/backend.ts'
import { answer, answerError, answerTolerance } from '../engine/selfCheck.ts'
import { knownAnswers } from '../engine/selfCheckAnswers.ts'

/**
 * Uses the first backend of the list that comes up and answers the known question rightly.
 * @throws Error when none does
 */
export async function chooseBackend(
  wanted: readonly BackendId[],
  files: BackendFiles,
): Promise<readonly BackendReport[]> {
  const reports: BackendReport[] = []
  for (const id of wanted) {
    const report = await tryBackend(id, files)
    reports.push(report)
    if (report.status === 'chosen') break
  }
  if (!reports.some(({ status }) => status === 'chosen'))
    throw new Error(`no backend computes rightly here: ${reports.map(({ note }) => note).join('; ')}`)
  const untried = wanted.slice(reports.length)
  return [
    ...reports,
    ...untried.map((id) => ({ id, status: 'unchecked', note: `${names[id]} was not needed` }) as const),
  ]
}

async function tryBackend(id: BackendId, files: BackendFiles): Promise<BackendReport> {
  const started = performance.now()
  try {
    const kernels = await startBackend(id, files)
    const error = answerError(await answer(), knownAnswers)
    const milliseconds = performance.now() - started
    if (error <= answerTolerance)
      return { id, status: 'chosen', note: `${names[id]} answers rightly (${kernels})`, error, milliseconds }
    tf.removeBackend(id)
    return { id, status: 'wrong', note: `${names[id]} answers wrongly`, error, milliseconds }
  } catch (error) {
    return { id, status: 'missing', note: error instanceof Error ? error.message : String(error) }
  }
}
