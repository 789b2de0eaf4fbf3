import { Command } from 'commander'
import type { LongestTask } from '../../scripts/lib/longestTask.ts'
import { affineLayers } from '../core/nn/architecture.ts'
import { architecture } from '../core/nn/architectures/index.ts'
import { type Bare, benchBare } from './benchBare.ts'
import { benchOpening, openingLines } from './benchOpening.ts'
import { benchProduct } from './benchProduct.ts'
import { type Measured, otherRatios, targetLine, targets } from './benchTargets.ts'
import { benchTrain } from './benchTrain.ts'
import { benchAt, inPlace, type Place, places, type Row, workloads } from './benchWorkloads.ts'

/** `npm run bench`: how fast it is here, as numbers and as ratios taken in one run. */
const program = new Command('npm run bench --')

program
  .command('work', { isDefault: true })
  .description('what a reader and a study ask for, on Node and in the built page')
  .option(
    '--places <names>',
    `where, out of ${Object.keys(places).join(', ')}`,
    'node,wasm,wasm-1,stock,webgl,webgpu',
  )
  .option(
    '--workloads <names>',
    `which, out of ${workloads.map(({ name }) => name).join(', ')}; without it, those that each place does in a minute or so`,
  )
  .option('--json', 'print one JSON object')
  .action(async (options: { places: string; workloads?: string; json?: true }) => {
    const where = chosen('place', options.places, (name) => places[name])
    const say = (line: string) => {
      if (!options.json) console.log(line)
    }
    const measured = await measure(where, options.workloads, say)
    const opening = where.every(({ backend }) => backend === 'node') ? [] : await benchOpening(3)
    const reached = targets(measured)
    if (options.json) console.log(JSON.stringify({ ...measured, opening, targets: reached }))
    else
      console.log(
        [...otherRatios(measured), '', ...reached.map(targetLine), '', ...openingLines(opening)].join('\n'),
      )
  })

program
  .command('opening')
  .description('what opening the page takes, from an empty cache')
  .option('--repeats <count>', 'how often', '3')
  .option('--json', 'print one JSON array')
  .action(async ({ repeats, json }: { repeats: string; json?: true }) => {
    const openings = await benchOpening(Number(repeats))
    console.log(json ? JSON.stringify(openings) : openingLines(openings).join('\n'))
  })

program
  .command('train')
  .description('a full-batch gradient of fc2-512 against the bare products')
  .option('--repeats <count>', 'how often', '3')
  .action(({ repeats }: { repeats: string }) => benchTrain(Number(repeats)))

/** Inputs and outputs of the layers of the dense network that W1 and W2 run. */
const denseLayers = affineLayers(architecture('fc2', 512).layers).map(
  (layer) => [layer.in, layer.out] as const,
)

function chosen<T>(what: string, names: string, find: (name: string) => T | undefined): readonly T[] {
  return names.split(',').map((name) => {
    const found = find(name)
    if (!found) throw new RangeError(`bench: unknown ${what} ${name}`)
    return found
  })
}

/** Runs the workloads at the places, and what is to be compared with them beside. */
async function measure(
  where: readonly Place[],
  names: string | undefined,
  say: (line: string) => void,
): Promise<Measured> {
  const find = (name: string) => workloads.find((each) => each.name === name)
  const rows: Row[] = []
  const bare: Record<string, Bare> = {}
  for (const place of where) {
    await benchAt(place, chosen('workload', names ?? place.usual.join(), find), (row) => {
      rows.push(row)
      say(lineOf(row))
    })
    if (place.backend === 'wasm' && !place.kernels) Object.assign(bare, await bareOf(place, rows, say))
  }
  const both = ['wasm-1', 'stock'].every((name) => where.some((place) => place.name === name))
  const product = both ? await benchProduct() : null
  if (product)
    say(`ten products 500 × 784 × 512: ours ${ms(product.own)}, TensorFlow.js’s ${ms(product.stock)}`)
  return { rows, bare, product }
}

/** Memory traffic and products alone, for those workloads on WASM that are made of dense layers and FGSM. */
async function bareOf(place: Place, rows: readonly Row[], say: (line: string) => void) {
  const asked = rows.filter((row) => row.place === place.name && ['W1', 'W2'].includes(row.workload))
  const bare: Record<string, Bare> = {}
  if (asked.length === 0) return bare
  await inPlace(place, async (page) => {
    const workers = place.workers ?? (await page.evaluate(() => Math.min(4, navigator.hardwareConcurrency)))
    for (const { workload, draws, images, passes } of asked) {
      const one = await benchBare(page, { workers, draws, images, passes, layers: denseLayers })
      bare[`${place.name} ${workload}`] = one
      const bytes = passes * draws * denseLayers.reduce((sum, [a, b]) => sum + a * b, 0)
      say(
        `${place.name} ${workload}, bare: ${workers} ${workers === 1 ? 'worker streams' : 'workers stream'} the stored draws in ${ms(one.stream)} (${(bytes / one.stream / 1e6).toFixed(1)} GB/s), their products alone take ${ms(one.products)}`,
      )
    }
  })
  return bare
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(milliseconds < 100 ? 1 : 0)} ms`
}

function lineOf(row: Row): string {
  const facts = [
    `${row.place} ${row.workload}`.padEnd(14),
    `${row.images} × ${row.draws} draws`.padStart(15),
    ms(row.median).padStart(10),
    `${row.gflops.toFixed(1)} GFLOP/s`.padStart(14),
    `${row.gbs.toFixed(1)} GB/s`.padStart(11),
    `checkpoint gap ${row.longestGap.toFixed(0)} ms`,
    `tensors ${mebibytes(row.tensorBytes)} MiB, at most ${mebibytes(row.peakBytes)}`,
    `${row.tensorsLeft} leaked`,
  ]
  return [...facts, ...(row.mainThread === null ? [] : [mainThread(row.mainThread)])].join('  ')
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0)
}

function mainThread({ cpu, clock }: LongestTask): string {
  return `main thread ${cpu.toFixed(0)} ms, ${clock.toFixed(0)} by the clock`
}

await program.parseAsync().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
