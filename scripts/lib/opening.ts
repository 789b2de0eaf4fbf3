import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type LongestTask, withLongestTask } from './longestTask.ts'
import { openPage } from './openPage.ts'
import { root } from './root.ts'
import { type Transfer, watchTransfers } from './transfers.ts'

/** What opening the page took, from an empty cache; times in milliseconds from the request for the page. */
export interface Opening {
  /** What was asked for before the first heatmap stood on the page. */
  readonly files: readonly Transfer[]
  readonly firstHeatmap: number
  /** When every network had answered. */
  readonly lastHeatmap: number
  /** On the page's main thread, from its first script to the last answer. */
  readonly longest: LongestTask
}

const patienceMs = 240_000 // on a busy machine

/** Opens the page as a new reader does and waits until every network has answered. */
export async function openingOf(browser: Browser, url: string): Promise<Opening> {
  const { page } = await openPage(browser, 'about:blank')
  const transfers = watchTransfers(page)
  await page.addInitScript(watchHeatmaps)
  try {
    const { result, longest } = await withLongestTask(page, async () => {
      await page.goto(url)
      await page.waitForFunction(allAnswered, undefined, { timeout: patienceMs })
      return page.evaluate(() => globalThis.opening)
    })
    await page.waitForLoadState('networkidle')
    const { origin, first, last } = result
    return { files: await transfers.until(origin + first), firstHeatmap: first, lastHeatmap: last, longest }
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

/** What the same files of the built page take on a host that compresses nothing. */
export function plainBytesOf(files: readonly Transfer[]): number {
  const size = (path: string) => statSync(join(root, 'dist', path === '/' ? 'index.html' : path)).size
  return files.reduce((sum, { path, headers }) => sum + headers + size(path), 0)
}

declare global {
  var opening: {
    /** Milliseconds since 1970; the others count from here. */
    readonly origin: number
    /** 0 as long as there is none. */
    first: number
    last: number
  }
}

/** Runs in the page, before any script of its own. */
function watchHeatmaps(): void {
  globalThis.opening = { origin: performance.timeOrigin, first: 0, last: 0 }
  const { opening } = globalThis
  let count = 0
  new MutationObserver(() => {
    const found = document.querySelectorAll('[data-plot="heatmap"][data-state="ready"]').length
    if (found > count) opening.last = performance.now()
    count = found
    opening.first ||= opening.last
  }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-state'] })
}

/** Something can be seen, and every network has its answer or says why not. */
function allAnswered(): boolean {
  const lanes = [...document.querySelectorAll('[data-column][data-lane]')]
  const states = lanes.map((head) => head.getAttribute('data-lane') ?? '')
  return globalThis.opening.first > 0 && states.every((state) => /done|failed/.test(state))
}
