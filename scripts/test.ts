import './lib/requireNode.ts'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildKernels } from './kernels.ts'
import { countsIn, failing, line, none, sum } from './lib/counts.ts'
import { Failed, main, run } from './lib/run.ts'

let counts = none

// helpers that load packages are imported late: formatting and types are judged even where one does not load
const steps: Readonly<Record<string, () => Promise<void>>> = {
  // elsewhere than on a terminal Biome would color each character by itself
  'format and lint': () => run('biome', 'ci', ...(process.stdout.isTTY ? [] : ['--colors=off'])),
  types: () => run('tsc'),
  'unit tests': async () => {
    const { openblas } = await import('./lib/openblas.ts')
    openblas()
    await buildKernels()
    await vitest('unit')
  },
  build: async () => {
    const { buildPage } = await import('./lib/page.ts')
    await buildPage()
  },
  'end-to-end tests of the built page': async () => {
    const { chromium } = await import('./lib/chromium.ts')
    process.env.CHROMIUM_PATH = chromium()
    await vitest('e2e')
  },
}

/** `npm test`: everything that checks the project, in order, up to the first step that fails; then the counts. */
await main(runSteps)
if (process.exitCode) counts = failing(counts)
console.log(`\n${line(counts)}`)

async function runSteps(): Promise<void> {
  for (const [name, step] of Object.entries(steps)) {
    console.log(`\n${name}`)
    await step()
  }
  if (counts.passed === 0) throw new Failed('no test ran')
}

async function vitest(project: string): Promise<void> {
  const report = join(tmpdir(), `relevance-lab-${process.pid}-${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  try {
    await run('vitest', 'run', '--project', project, ...reporters)
  } finally {
    counts = sum(counts, countsIn(report))
    rmSync(report, { force: true })
  }
}
