import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { root } from '../../scripts/lib/root.ts'
import { parseModelIndex, summarize } from '../../src/domain/modelCard.ts'
import { lab, painted, settled } from './harness.ts'
import { standIn } from './standIn.ts'

const served = lab()
const limit = 1.5e9 // bytes
/** As many as a page ever has. */
const workers = 4

const id = 'stand-in-fc1024-hmc'
let large: Awaited<ReturnType<typeof standIn>>
beforeAll(async () => {
  large = await standIn({ id, dataset: 'fashion-mnist', architecture: 'fc2', hidden: 1024, draws: 100 })
})

const index = parseModelIndex(JSON.parse(readFileSync(join(root, 'models/index.json'), 'utf8')))
/** Beside it: the networks without a posterior that share its data and shape. */
const others = ['fashion-fc1024-det', 'fashion-fc1024-adv']

/** Where Linux says what a process holds; other systems have no such place. */
const processes = '/proc'

test.runIf(existsSync(processes))(
  '100 draws of the largest dense network load in the open and stay below 1.5 GB',
  async () => {
    const page = await served.open()
    await serve(page.context())
    const peak = watchMemory(served.browser)
    await page.goto(
      `${served.url}?backend=wasm&workers=${workers}#data=fashion-mnist&draws=100&model=${id}&models=${[id, ...others].join()}`,
    )
    await page.getByText(/^loading its weights, [\d.]+ of 186 MB$/).waitFor()
    await painted(page, { model: id, stage: 'attacked' })
    await settled(page)
    await page.getByRole('button', { name: 'Layers', exact: true }).click()
    await painted(page, { model: id, stage: 'attacked' })
    await settled(page)
    const bytes = await peak()
    console.log(`peak memory of the page with 100 draws on ${workers} workers: ${Math.round(bytes / 1e6)} MB`)
    expect(bytes).toBeGreaterThan(100 * 1.9e6) // the draws alone
    expect(bytes).toBeLessThan(limit)
  },
)

/** The models there are, and one more that is only here. */
async function serve(context: BrowserContext) {
  const models = [...index.models, summarize(large.card)]
  await context.route('**/models/index.json', (route) => route.fulfill({ json: { models } }))
  await context.route(`**/models/${id}/*`, async (route) => {
    const name = route.request().url().split('/').at(-1)!
    const file = large.files.get(name)
    await (file ? route.fulfill({ body: Buffer.from(file) }) : route.fulfill({ json: large.card }))
  })
}

/** Looks at what the browser's pages hold until it is asked for the most there was: bytes of the largest page. */
function watchMemory(browser: Browser): () => Promise<number> {
  let most = 0
  const look = async () => {
    most = Math.max(most, await largestPage(browser))
  }
  const timer = setInterval(() => void look(), 250)
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
