import type { Page } from 'playwright-core'

/** The longest task of a page's main thread, milliseconds. */
export interface LongestTask {
  /** As a reader would wait for it; other programs' work counts. */
  readonly clock: number
  /** The longest by the processor's time, which a busy machine does not stretch. */
  readonly cpu: number
}

/** Does some work with a page while the browser writes down what the page's main thread does. */
export async function withLongestTask<T>(
  page: Page,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly longest: LongestTask }> {
  const browser = page.context().browser()!
  await browser.startTracing(undefined, { categories: ['toplevel', 'blink.user_timing'] })
  const result = await work()
  await page.evaluate((name) => void performance.mark(name), mark)
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] }
  return { result, longest: longestIn(traceEvents) }
}

/** Made by the page that was worked with, so that its thread is known among those of other pages. */
const mark = 'the main thread of the page'

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** Microseconds by the clock and of the processor's time. */
  readonly dur?: number
  readonly tdur?: number
}

function longestIn(events: readonly TraceEvent[]): LongestTask {
  const own = events.find(({ name }) => name === mark)
  if (!own) throw new Error('the trace does not show the page')
  const tasks = events.filter(
    ({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && pid === own.pid && tid === own.tid,
  )
  const longest = (of: (task: TraceEvent) => number) =>
    tasks.reduce((most, task) => Math.max(most, of(task)), 0) / 1000
  return { clock: longest(({ dur = 0 }) => dur), cpu: longest(({ tdur = 0 }) => tdur) }
}
