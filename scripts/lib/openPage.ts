import type { Browser, Page } from 'playwright-core'

export interface PageOptions {
  /** With or without the '#'. */
  readonly hash?: string
  readonly width?: number
  readonly height?: number
  readonly scheme?: 'light' | 'dark'
  readonly reducedMotion?: boolean
  /** A phone: a coarse pointer and touch events. */
  readonly touch?: boolean
}

/** A page with what went wrong in it so far, in sentences. */
export interface OpenedPage {
  readonly page: Page
  /** Uncaught errors of the page and its workers, and requests to anywhere but its own server. */
  readonly faults: string[]
}

/** Opens the page at `url` in a context of its own; close it with `page.context().close()`. */
export async function openPage(
  browser: Browser,
  url: string,
  {
    hash = '',
    width = 1440,
    height = 900,
    scheme = 'light',
    reducedMotion = false,
    touch = false,
  }: PageOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    hasTouch: touch,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  const faults = watch(page, new URL(url).origin)
  await page.goto(url + (hash && `#${hash.replace(/^#/, '')}`))
  return { page, faults }
}

function watch(page: Page, origin: string): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`uncaught ${error.stack ?? error}`))
  page.on('crash', () => faults.push('the page crashed'))
  page.on('request', (request) => {
    const target = new URL(request.url())
    if (target.protocol.startsWith('http') && target.origin !== origin)
      faults.push(`asked another server for ${request.url()}`)
  })
  return faults
}
