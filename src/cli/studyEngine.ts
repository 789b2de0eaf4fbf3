import type { Page } from 'playwright-core'
import type { Engine, Report } from '../domain/engine.ts'
import { abortable, type Progress } from '../domain/task.ts'
import { localEngine } from '../engine/localEngine.ts'
import { inBrowser } from './browserEngine.ts'
import { nodeHost } from './nodeHost.ts'
import { startNode } from './startNode.ts'

/** What experiments ask of an engine. */
export type StudyEngine = Pick<Engine, 'labels' | 'sampleImages' | 'testImage' | 'study' | 'trial'>

declare global {
  var reportProgress: (progress: Progress) => void
}

const weightBudget = 2 ** 30 // bytes of weights kept
const reportMs = 500

/** Does work with the engine of this process, or of the built page in a headless Chromium. */
export async function withStudyEngine<T>(
  place: 'node' | 'browser',
  work: (engine: StudyEngine) => Promise<T>,
): Promise<T> {
  if (place === 'browser')
    return inBrowser('wasm', new URLSearchParams({ backend: 'wasm' }), async (page) =>
      work(await pageEngine(page)),
    )
  const computedOn = await startNode(console.log)
  const context = (report: Report, signal: AbortSignal) => abortable(signal, report)
  return work(localEngine(nodeHost(), { weightBudget, backends: () => [], computedOn, context }))
}

/** The engine of a page, from outside of it. What is under way there goes on when a signal is aborted here. */
export async function pageEngine(page: Page): Promise<StudyEngine> {
  let listener: Report = () => {}
  await page.exposeFunction('reportProgress', (progress: Progress) => listener(progress))
  return {
    labels: (dataset) => page.evaluate((id) => globalThis.relevanceLab.engine.labels(id), dataset),
    sampleImages: (dataset, sample) =>
      page.evaluate(([id, drawn]) => globalThis.relevanceLab.engine.sampleImages(id, drawn), [
        dataset,
        sample,
      ] as const),
    testImage: (dataset, index) =>
      page.evaluate(([id, at]) => globalThis.relevanceLab.engine.testImage(id, at), [
        dataset,
        index,
      ] as const),
    study: (request, report, signal) =>
      withNewWorkers(() => {
        signal.throwIfAborted()
        listener = report
        return page.evaluate(
          ([part, pause]) => {
            let said = 0
            // in place: what turns this file into JavaScript would want a helper to name the function
            return globalThis.relevanceLab.engine.study(
              part,
              (progress) => {
                if (performance.now() - said < pause) return
                said = performance.now()
                globalThis.reportProgress(progress)
              },
              new AbortController().signal,
            )
          },
          [request, reportMs] as const,
        )
      }),
    async trial(request, _, signal) {
      signal.throwIfAborted()
      return page.evaluate(
        (asked) => globalThis.relevanceLab.engine.trial(asked, () => {}, new AbortController().signal),
        request,
      )
    },
  }
}

/** Does it again, twice at most, where the page has replaced workers that died or that a busy machine starved. */
async function withNewWorkers<T>(work: () => Promise<T>, tries = 3): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { message } = error as Error
    if (tries === 1 || !message.includes('a new one has been started')) throw error
    console.error(message.split('\n')[0])
    return withNewWorkers(work, tries - 1)
  }
}
