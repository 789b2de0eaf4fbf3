import './lib/requireNode.ts'
import { parseArgs } from 'node:util'
import { buildPageIfChanged } from './lib/page.ts'
import { main } from './lib/run.ts'
import { servePage } from './lib/servePage.ts'

const usual = '4173'

/** `npm start`: builds the page if it changed, serves it until it is stopped. `-- --port 5000` wants another port. */
await main(async () => {
  const { values } = parseArgs({ options: { port: { type: 'string', default: usual } } })
  const wanted = portOf(values.port)
  await buildPageIfChanged()
  const { url } = await servePage(wanted)
  const { port } = new URL(url)
  if (Number(port) !== wanted) console.log(`Port ${wanted} is taken, so this is port ${port}.`)
  console.log(`Relevance Lab is at ${url} (Ctrl-C stops it)`)
})

function portOf(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65536) return port
  throw new RangeError(`start: port must be in [1, 65535], got ${text}`)
}
