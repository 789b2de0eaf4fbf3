import './lib/requireNode.ts'
import { parseArgs } from 'node:util'
import { buildKernels } from './kernels.ts'
import { main, run } from './lib/run.ts'

/** `npm run check`: the quick loop; unit tests of what changed since the last commit, with `-- --all` all of them. */
await main(async () => {
  const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } })
  await run('biome', 'check')
  await run('tsc')
  await buildKernels()
  const which = values.all ? [] : ['--changed', '--passWithNoTests']
  await run('vitest', 'run', '--project', 'unit', ...which)
})
