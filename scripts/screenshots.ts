import './lib/requireNode.ts'
import { launch } from './lib/launch.ts'
import { buildPageIfChanged } from './lib/page.ts'
import { main } from './lib/run.ts'
import { screenshots } from './lib/screenshots.ts'
import { servePage } from './lib/servePage.ts'

/** `npm run screenshots -- '#view=bench' '#view=study'`: each scene at every width, light and dark, under screenshots/. */
await main(async () => {
  const hashes = process.argv.slice(2)
  const strange = hashes.find((hash) => !hash.startsWith('#'))
  if (strange !== undefined)
    throw new RangeError(
      `screenshots: a scene is what a link has after its address and begins with #: ${strange}`,
    )
  await buildPageIfChanged()
  const served = await servePage(0)
  const browser = await launch()
  try {
    for (const hash of hashes.length > 0 ? hashes : [''])
      for (const path of await screenshots(browser, served.url, hash)) console.log(path)
  } finally {
    await browser.close()
    await served.close()
  }
})
