import { Command } from 'commander'
import type { LongestTask } from '../../scripts/lib/longestTask.ts'
import { benchOpening, openingLines } from './benchOpening.ts'
import { benchTrain } from './benchTrain.ts'
import { benchAt, places, type Row, workloads } from './benchWorkloads.ts'

/** `npm run bench`: how fast it is here, as numbers and as ratios taken in one run. */
const program = new Command('npm run bench --')

program
  .command('work', { isDefault: true })
  .description('what a reader and a study ask for, on Node and in the built page')
  .option('--places <names>', `where, out of ${Object.keys(places).join(', ')}`, 'node,wasm,wasm-1,stock')
  .option(
    '--workloads <names>',
    `which, out of ${workloads.map(({ name }) => name).join(', ')}`,
    'W1,W1/10,W2',
  )
  .option('--json', 'print one JSON object')
  .action(async (options: { places: string; workloads: string; json?: true }) => {
    const wanted = chosen('workload', options.workloads, (name) =>
      workloads.find((each) => each.name === name),
    )
    const where = chosen('place', options.places, (name) => places[name])
    const rows: Row[] = []
    for (const place of where)
      await benchAt(place, wanted, (row) => {
        rows.push(row)
        if (!options.json) console.log(lineOf(row))
      })
    const opening = where.every(({ backend }) => backend === 'node') ? [] : await benchOpening(3)
    console.log(
      options.json
        ? JSON.stringify({ rows, opening })
        : [...ratios(rows), ...openingLines(opening)].join('\n'),
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

function chosen<T>(what: string, names: string, find: (name: string) => T | undefined): readonly T[] {
  return names.split(',').map((name) => {
    const found = find(name)
    if (!found) throw new RangeError(`bench: unknown ${what} ${name}`)
    return found
  })
}

function lineOf(row: Row): string {
  const facts = [
    `${row.place} ${row.workload}`.padEnd(14),
    `${row.median.toFixed(0)} ms`.padStart(10),
    `${row.gflops.toFixed(1)} GFLOP/s`.padStart(14),
    `${row.gbs.toFixed(1)} GB/s`.padStart(11),
    `checkpoint gap ${row.longestGap.toFixed(0)} ms`,
    `${(row.tensorBytes / 2 ** 20).toFixed(0)} MiB in tensors`,
    `${row.tensorsLeft} leaked`,
  ]
  return [...facts, ...(row.mainThread === null ? [] : [mainThread(row.mainThread)])].join('  ')
}

function mainThread({ cpu, clock }: LongestTask): string {
  return `main thread ${cpu.toFixed(0)} ms, ${clock.toFixed(0)} by the clock`
}

/** Every ratio that both of its sides were measured for. */
function ratios(rows: readonly Row[]): readonly string[] {
  const time = (place: string, workload: string) =>
    rows.find((row) => row.place === place && row.workload === workload)?.median
  const ratio = (says: string, above: number | undefined, below: number | undefined) =>
    above && below ? [`${says}: ${(above / below).toFixed(2)}`] : []
  const names = [...new Set(rows.map(({ workload }) => workload))]
  return [
    ...names.flatMap((name) =>
      ratio(`${name}: stock kernels over ours, one worker`, time('stock', name), time('wasm-1', name)),
    ),
    ...names.flatMap((name) =>
      ratio(`${name}: Node with OpenBLAS over WASM`, time('node', name), time('wasm', name)),
    ),
    ...names.flatMap((name) =>
      ratio(`${name}: one worker over all`, time('wasm-1', name), time('wasm', name)),
    ),
    ...ratio('W1 with 100 draws over 10, WASM', time('wasm', 'W1'), time('wasm', 'W1/10')),
  ]
}

await program.parseAsync().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
