import { launch } from '../../scripts/lib/launch.ts'
import { bytesOf, type Opening, openingOf, plainBytesOf, scriptOf } from '../../scripts/lib/opening.ts'
import { buildPageIfChanged } from '../../scripts/lib/page.ts'
import { servePage } from '../../scripts/lib/servePage.ts'

/** Opens the built page `repeats` times, each with an empty cache. */
export async function benchOpening(repeats: number): Promise<readonly Opening[]> {
  await buildPageIfChanged()
  const served = await servePage(0)
  const browser = await launch()
  try {
    const openings: Opening[] = []
    while (openings.length < repeats) openings.push(await openingOf(browser, served.url))
    return openings
  } finally {
    await browser.close()
    await served.close()
  }
}

/** What the first of several openings fetched, file by file, and the medians of their times. */
export function openingLines(openings: readonly Opening[]): readonly string[] {
  const [first] = openings
  if (!first) return []
  const files = first.files.map(({ path, bytes }) => `${(bytes / 1000).toFixed(1).padStart(10)} kB  ${path}`)
  const ms = (of: (opening: Opening) => number) => `${median(openings.map(of)).toFixed(0)} ms`
  return [
    ...files,
    `page script: ${(bytesOf(scriptOf(first)) / 1000).toFixed(1)} kB compressed`,
    `until the first heatmap: ${(bytesOf(first.files) / 1e6).toFixed(2)} MB, ${ms(({ firstHeatmap }) => firstHeatmap)}`,
    `the same from a host that compresses nothing: ${(plainBytesOf(first.files) / 1e6).toFixed(2)} MB`,
    `until all networks have answered: ${ms(({ lastHeatmap }) => lastHeatmap)}`,
    `longest main-thread task until then: ${ms(({ longest }) => longest.cpu)} of the processor's, ${ms(({ longest }) => longest.clock)} by the clock`,
  ]
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}
