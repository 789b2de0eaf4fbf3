import { Command } from 'commander'
import { drawCount, type ModelCard } from '../domain/modelCard.ts'
import { mean } from '../domain/statistics/mean.ts'
import { checkBytes } from '../engine/checksum.ts'
import { defaultModels, modelReader, readCards } from './modelFolder.ts'
import { duration } from './progressLine.ts'

/** `npm run models`: every trained network, its figures, and whether its files are what its card says. */
const program = new Command('npm run models --')
  .description('List the trained networks and check every checksum.')
  .option('--models <folder>', 'where they are', defaultModels)
  .option('--json', 'print an array for programs')
  .action(async ({ models, json }: { models: string; json?: true }) => {
    const cards = await readCards(models)
    const faults = (await Promise.all(cards.map((card) => faultsOf(models, card)))).flat()
    if (json) console.log(JSON.stringify(cards.map(row), null, 2))
    else print(cards)
    for (const fault of faults) console.error(fault)
    if (faults.length > 0) process.exitCode = 1
    else if (!json) console.log(`\n${cards.length} models, all checksums right`)
  })

/** One sentence for each file that is missing or not what the card says. */
async function faultsOf(models: string, card: ModelCard): Promise<readonly string[]> {
  const read = modelReader(models, card.id)
  const checks = card.files.map(async (file) => {
    const name = `models/${card.id}/${file.name}`
    try {
      await checkBytes(name, await read(file.name), file)
      return []
    } catch (error) {
      return [error instanceof TypeError ? error.message : `${name}: cannot be read`]
    }
  })
  return (await Promise.all(checks)).flat()
}

function row(card: ModelCard) {
  const { id, dataset, architecture, hidden, method, protocol, seconds, flop, convergence } = card
  const { accuracy, negativeLogLikelihood, expectedCalibrationError, fgsm, saturation } = card.evaluation
  return {
    id,
    dataset,
    architecture,
    hidden,
    method,
    protocol,
    draws: drawCount(card),
    chains: card.chains.length,
    accuracy,
    accuracyUnderFgsm: fgsm.accuracy,
    negativeLogLikelihood,
    expectedCalibrationError,
    saturation: { defined: mean(saturation.defined), released: mean(saturation.released) },
    acceptance: card.chains.map((chain) => chain.acceptance),
    rHat: convergence?.logLikelihood.rHat ?? null,
    seconds,
    flop,
    bytes: card.files.reduce((sum, file) => sum + file.bytes, 0),
  }
}

function print(cards: readonly ModelCard[]): void {
  const head = ['model', 'draws', 'accuracy', 'FGSM 0.2', 'NLL', 'ECE', 'zero gradient', 'trained in', 'MB']
  const lines = cards
    .map(row)
    .map((each) => [
      each.id,
      String(each.draws),
      percent(each.accuracy),
      percent(each.accuracyUnderFgsm),
      each.negativeLogLikelihood.toFixed(3),
      each.expectedCalibrationError.toFixed(4),
      percent(each.saturation.released),
      duration(each.seconds),
      (each.bytes / 1e6).toFixed(1),
    ])
  const widths = head.map((title, column) =>
    Math.max(...[head, ...lines].map((line) => line[column]!.length), title.length),
  )
  for (const line of [head, ...lines])
    console.log(
      line
        .map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!)))
        .join('  '),
    )
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}

await program.parseAsync().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
