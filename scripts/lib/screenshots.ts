import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openPage } from './openPage.ts'
import { root } from './root.ts'

export const widths = [1440, 1024, 390] as const
export const schemes = ['light', 'dark'] as const

const folder = join(root, 'screenshots')

/** Pictures of one scene at every width, light and dark, whole pages, under screenshots/ (which git ignores). */
export async function screenshots(browser: Browser, url: string, hash: string): Promise<readonly string[]> {
  const paths: string[] = []
  for (const width of widths)
    for (const scheme of schemes) {
      const touch = width < 600
      const height = touch ? 844 : 1500 // the Bench scrolls within the window: a tall one shows all of it
      const { page, faults } = await openPage(browser, url, { hash, width, scheme, touch, height })
      await settled(page)
      paths.push(await picture(page, `${nameOf(hash)}-${width}-${scheme}`))
      for (const fault of faults) console.error(`${nameOf(hash)} at ${width}, ${scheme}: ${fault}`)
      await page.context().close()
    }
  return paths
}

/** One picture of the page as it stands; its path. */
export async function picture(page: Page, name: string): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.png`)
  await page.screenshot({ path, fullPage: true, animations: 'disabled' })
  return path
}

/**
 * Waits until nothing is under way and every plot that says how far it is says `ready`, for three looks in a row.
 * @throws Error naming the plots that are not, after `timeoutMs`
 */
export async function settled(page: Page, timeoutMs = 120_000): Promise<void> {
  // an empty page is not a settled one; a table, and a study or figure that is not computed yet, has no plots
  await page
    .locator('[data-plot], [data-table], [data-found], .study-empty')
    .first()
    .waitFor({ timeout: timeoutMs })
  const end = Date.now() + timeoutMs
  for (let calm = 0; calm < 3; ) {
    const waiting = await unready(page)
    calm = waiting.length === 0 ? calm + 1 : 0
    if (Date.now() > end) throw new Error(`not ready after ${timeoutMs} ms: ${waiting.join('; ')}`)
    await page.waitForTimeout(200)
  }
}

function unready(page: Page): Promise<readonly string[]> {
  return page
    .locator(
      '[data-state]:not([data-state="ready"])[data-plot], [data-found="reading"], [role="progressbar"]',
    )
    .evaluateAll((plots) => plots.map((plot) => plot.getAttribute('aria-label') ?? plot.outerHTML))
}

function nameOf(hash: string): string {
  return hash.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'start'
}
