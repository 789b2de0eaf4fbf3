import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import type { Plugin } from 'vite'
import { expect, onTestFinished, test } from 'vitest'
import { launch } from '../../scripts/lib/launch.ts'
import { servePage } from '../../scripts/lib/servePage.ts'
import { type BarePage, barePage } from './barePage.ts'

const limit = 1.5e9 // bytes
const latency = 300 // of a file, in ms, so that there is time to read what is loaded
/** As many as a page ever has. */
const workers = 4

const id = 'fashion-fc1024-hmc'
/** Beside it: what else there is of its data and shape. The variational network's draws are float32, 744 MB of them. */
const others = ['fashion-fc1024-det', 'fashion-fc1024-adv', 'fashion-fc1024-vi']

/** Where Linux says what a process holds; other systems have no such place. */
const processes = '/proc'

test.runIf(existsSync(processes))(
  '100 draws of the largest dense network load in the open and stay below 1.5 GB',
  async () => {
    const served = await servePage(0, [slowly()])
    onTestFinished(() => served.close())
    const browser = await launch()
    onTestFinished(() => browser.close())
    const peak = watchMemory(browser)
    const page = await barePage(
      browser,
      `${served.url}?backend=wasm&workers=${workers}#data=fashion-mnist&draws=100&model=${id}&models=${[id, ...others].join()}`,
    )
    await page.until(`/loading its weights, [\\d.]+ of 186 MB/.test(document.body?.innerText)`)
    await settled(page)
    await page.evaluate(
      `[...document.querySelectorAll('button')].find((b) => b.innerText === 'Layers').click()`,
    )
    await settled(page)
    const bytes = await peak()
    console.log(`peak memory of the page with 100 draws on ${workers} workers: ${Math.round(bytes / 1e6)} MB`)
    expect(bytes).toBeGreaterThan(100 * 1.9e6) // the draws alone
    expect(bytes).toBeLessThan(limit)
  },
)

/** Waits until the heatmap of the large network is painted, and nothing is under way. */
async function settled(page: BarePage): Promise<void> {
  await page.until(
    `document.querySelector('[data-plot="heatmap"][data-model="${id}"][data-stage="attacked"][data-state="ready"]')`,
  )
  await page.until(
    `!document.querySelector('[data-state]:not([data-state="ready"])[data-plot], [role="progressbar"]')`,
    3,
  )
}

/** Lets the large network's files come one by one, as over a line. */
function slowly(): Plugin {
  return {
    name: 'slowly',
    enforce: 'pre',
    configurePreviewServer: ({ middlewares }) =>
      void middlewares.use((request, _, next) => {
        const isLarge = new URL(request.url!, 'http://localhost').pathname.startsWith(`/models/${id}/`)
        setTimeout(next, isLarge ? latency : 0)
      }),
  }
}

/** Looks at what the browser's pages hold until it is asked for the most there was: bytes of the largest page. */
function watchMemory(browser: Browser): () => Promise<number> {
  let most = 0
  const look = async () => {
    most = Math.max(most, await largestPage(browser))
  }
  const timer = setInterval(() => void look(), 250)
  onTestFinished(() => clearInterval(timer))
  return async () => {
    clearInterval(timer)
    await look()
    return most
  }
}

/** Resident bytes of the largest of the processes that hold pages. */
async function largestPage(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const pages = processInfo.filter(({ type }) => type === 'renderer')
  return Math.max(0, ...pages.map(({ id: process }) => residentBytes(process)))
}

function residentBytes(process: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(
      readFileSync(join(processes, String(process), 'status'), 'utf8'),
    )
    return 1024 * Number(kilobytes?.[1] ?? 0)
  } catch {
    return 0 // has ended
  }
}
