import type { Browser } from 'playwright-core'
import { openPage } from './openPage.ts'
import { type Transfer, type Transfers, watchTransfers } from './transfers.ts'

/** What opening the page took, from an empty cache; times in milliseconds from the request for the page. */
export interface Opening {
  /** What was asked for before the first heatmap stood on the page. */
  readonly files: readonly Transfer[]
  readonly firstHeatmap: number
  /** When every network had answered. */
  readonly lastHeatmap: number
  /** Longest task on the page's main thread until then, milliseconds; 0 if none took 50. */
  readonly longestTask: number
}

/** Opens the page as a new reader does and waits until every network has answered. */
export async function openingOf(browser: Browser, url: string): Promise<Opening> {
  let transfers: Transfers | undefined
  const { page } = await openPage(browser, url, {
    before: async (empty) => {
      transfers = watchTransfers(empty)
      await empty.addInitScript(watchOpening)
    },
  })
  try {
    await page.waitForFunction(() => globalThis.opening.first > 0)
    await page.waitForFunction(allAnswered)
    await page.waitForLoadState('networkidle')
    const { origin, first, last, longestTask } = await page.evaluate(() => globalThis.opening)
    const files = await transfers!.until(origin + first)
    return { files, firstHeatmap: first, lastHeatmap: last, longestTask }
  } finally {
    await page.context().close()
  }
}

/** The page's own scripts and styles: what it asks for before it starts the first worker. */
export function scriptOf({ files }: Opening): readonly Transfer[] {
  const worker = files.findIndex(({ path }) => /\bengine\.worker\b/.test(path))
  if (worker < 0) throw new Error('no worker was started')
  return files.slice(0, worker).filter(({ path }) => /\.(js|css)$/.test(path))
}

export function bytesOf(files: readonly Transfer[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}

declare global {
  var opening: {
    /** Milliseconds since 1970; the others count from here. */
    readonly origin: number
    /** 0 as long as there is none. */
    first: number
    last: number
    longestTask: number
  }
}

/** Runs in the page, before any script of its own. */
function watchOpening(): void {
  globalThis.opening = { origin: performance.timeOrigin, first: 0, last: 0, longestTask: 0 }
  const { opening } = globalThis
  let count = 0
  new MutationObserver(() => {
    const found = document.querySelectorAll('[data-plot="heatmap"][data-state="ready"]').length
    if (found > count) opening.last = performance.now()
    count = found
    opening.first ||= opening.last
  }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-state'] })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      opening.longestTask = Math.max(opening.longestTask, duration)
  }).observe({ type: 'longtask', buffered: true })
}

/** Every network has its answer, or says why not. */
function allAnswered(): boolean {
  const lanes = [...document.querySelectorAll('[data-column][data-lane]')]
  return lanes.length > 0 && lanes.every((head) => /done|failed/.test(head.getAttribute('data-lane')!))
}
