import './lib/requireNode.ts'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildPage } from './lib/page.ts'
import { root } from './lib/root.ts'
import { main } from './lib/run.ts'

/** `npm run build`: the page into dist/. With `-- --copy` the models are copied in, for a disk to hand out. */
await main(async () => {
  const { values } = parseArgs({ options: { copy: { type: 'boolean', default: false } } })
  await buildPage()
  if (values.copy) copyModels(join(root, 'dist/models'))
})

function copyModels(to: string): void {
  rmSync(to) // the link
  cpSync(join(root, 'models'), to, { recursive: true })
}
