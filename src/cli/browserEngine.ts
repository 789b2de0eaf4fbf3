import type { Page } from 'playwright-core'
import { launch } from '../../scripts/lib/launch.ts'
import { openPage } from '../../scripts/lib/openPage.ts'
import { buildPageIfChanged } from '../../scripts/lib/page.ts'
import { servePage } from '../../scripts/lib/servePage.ts'
import type { BackendId, Engine } from '../domain/engine.ts'

/** The console's way to the engine of a page; see src/main.tsx. */
declare global {
  var relevanceLab: { readonly engine: Engine }
}

/** Runs work in the built page, in a headless Chromium, with its engine set up as the query says. */
export async function inBrowser<T>(
  backend: BackendId,
  query: URLSearchParams,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  await buildPageIfChanged()
  const served = await servePage(0)
  const browser = await launch({ webgpu: backend === 'webgpu' })
  try {
    const { page } = await openPage(browser, `${served.url}?${query}`)
    await page.waitForFunction(() => 'relevanceLab' in globalThis)
    return await work(page)
  } finally {
    await browser.close()
    await served.close()
  }
}
