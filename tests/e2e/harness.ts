import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { type LaunchOptions, launch } from '../../scripts/lib/launch.ts'
import { type OpenedPage, openPage, type PageOptions } from '../../scripts/lib/openPage.ts'
import { type Served, servePage } from '../../scripts/lib/servePage.ts'

export { picture, settled } from '../../scripts/lib/screenshots.ts'

export interface Lab {
  /** A fresh page of the built app, in a context of its own; a fault in it fails the test that opened it. */
  open(options?: PageOptions): Promise<Page>
  /** What went wrong in the pages of this test so far. */
  faults(): readonly string[]
  /** Gives it back and takes it away: the test expected it. */
  forgive(): readonly string[]
  /** Ends in a slash. */
  readonly url: string
  readonly browser: Browser
}

/**
 * The built page, served, and a browser, for all tests of a file: call it once, at the top.
 * After each test its pages are closed, and the test fails on uncaught errors and foreign requests.
 */
export function lab(options: LaunchOptions = {}): Lab {
  let served: Served | undefined
  let browser: Browser | undefined
  let opened: OpenedPage[] = []

  beforeAll(async () => {
    served = await servePage(0)
    browser = await launch(options)
  })
  afterEach(async () => {
    const closing = opened
    opened = []
    for (const { page } of closing) await page.context().close()
    expect(closing.flatMap(({ faults }) => faults)).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await served?.close()
  })

  return {
    async open(pageOptions) {
      const next = await openPage(browser!, served!.url, pageOptions)
      opened.push(next)
      return next.page
    },
    faults: () => opened.flatMap(({ faults }) => faults),
    forgive: () => opened.flatMap(({ faults }) => faults.splice(0)),
    get url() {
      return served!.url
    },
    get browser() {
      return browser!
    },
  }
}

export interface MapQuery {
  readonly model?: string
  readonly stage?: 'clean' | 'attacked' | 'difference'
  readonly plot?: string
}

/** The maps that fit, painted or not. */
export function maps(page: Page, { model, stage, plot = 'heatmap' }: MapQuery = {}): Locator {
  const wanted = { plot, model, stage }
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined)
  return page.locator(given.map(([name, value]) => `[data-${name}="${value}"]`).join(''))
}

/** The first map that fits, once it is painted. */
export async function painted(page: Page, query: MapQuery = {}): Promise<Locator> {
  const map = maps(page, query).and(page.locator('[data-state="ready"]')).first()
  await map.waitFor()
  return map
}

/** What a readout says, in full precision; inside `scope`, if it stands on the page more than once. */
export async function readout(scope: Page | Locator, name: string): Promise<number> {
  const value = await scope.locator(`[data-readout="${name}"]`).first().getAttribute('data-value')
  return Number(value)
}

/** The input of a rule's or an attack's parameter. */
export function field(page: Page, name: string): Locator {
  return page.locator(`[data-parameter="${name}"]`)
}

/** Types a value into a parameter's input and enters it. */
export async function type(page: Page, name: string, value: string): Promise<void> {
  await field(page, name).fill(value)
  await field(page, name).press('Enter')
}

/** Chooses from a menu by what an option says. */
export async function choose(page: Page, menu: string, option: string): Promise<void> {
  await page.locator(`[data-control="${menu}"]`).selectOption({ label: option })
}

/** The scene in the page's link. */
export function hash(page: Page): URLSearchParams {
  return new URLSearchParams(new URL(page.url()).hash.slice(1))
}
