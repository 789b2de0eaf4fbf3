import { execFileSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { type LabelledBytes, toUnit } from '../core/datasets/dataset.ts'
import { datasets } from '../core/datasets/index.ts'
import { counting } from '../core/inference/blas.ts'
import { evaluate } from '../core/inference/evaluation.ts'
import { methods } from '../core/inference/index.ts'
import type { LabelledImages, Outcome, TrainingState } from '../core/inference/method.ts'
import { type Recipe, recipes } from '../core/inference/recipes.ts'
import { architecture } from '../core/nn/architectures/index.ts'
import { type ModelCard, type ModelFile, parseModelCard } from '../domain/modelCard.ts'
import { type ParameterValue, resolve } from '../domain/parameters.ts'
import { modelOf } from '../engine/modelFormat.ts'
import {
  cardHead,
  chainRecord,
  convergenceOf,
  meanAcceptance,
  packOutcome,
  posteriorOf,
  readingOrder,
  trainingCurves,
} from '../engine/training.ts'
import { defaultCache, writeWhole } from './cache.ts'
import { checkpointPath, loadCheckpoint, removeCheckpoint, saveCheckpoint } from './checkpoints.ts'
import { flagsOf, optionsOf } from './flags.ts'
import { defaultModels, modelReader, readCard, writeCard } from './modelFolder.ts'
import { hostBlas } from './openblas.ts'
import { progressLine } from './progressLine.ts'
import { readCached } from './trainingSet.ts'

/** FGSM budget that every card reports. */
const budget = 0.2
/** Seconds between checkpoints; a run that is killed loses at most these and one step. */
const checkpointSeconds = 15

interface Options {
  readonly cache: string
  readonly models: string
  readonly chain?: string
  readonly attempt: string
  readonly [flag: string]: unknown
}

/** One run of one recipe, with everything that decides its numbers. */
interface Run {
  readonly recipe: Recipe
  readonly values: Record<string, ParameterValue>
  readonly options: Options
  readonly training: LabelledImages
  readonly test: LabelledImages
  readonly blas: ReturnType<typeof counting>
  readonly commit: string
}

interface Finished {
  readonly attempt: number
  readonly outcome: Outcome
  readonly state: TrainingState
}

const program = new Command('npm run train --').description(
  'Train a network; go on where a killed run stopped; write it and its card to models/.',
)
for (const recipe of recipes.entries) program.addCommand(commandOf(recipe))

await program.parseAsync().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})

function commandOf(recipe: Recipe): Command {
  const method = methods.get(recipe.method)
  const command = new Command(recipe.id)
    .description(`${recipe.label}, ${recipe.architecture} of ${recipe.hidden} on ${recipe.dataset}`)
    .option('--cache <folder>', 'where training data and checkpoints are', defaultCache)
    .option('--models <folder>', 'where trained networks go', defaultModels)
    .option('--chain <number>', 'only this chain; without it, all that are missing')
    .option('--attempt <number>', 'which start of a chain to begin with', '0')
  for (const option of optionsOf(method.parameters, recipe.values)) command.addOption(option)
  return command.action((options: Options) => train(recipe, options))
}

async function train(recipe: Recipe, options: Options): Promise<void> {
  const method = methods.get(recipe.method)
  const owner = `train ${recipe.id}`
  const chosen = flagsOf(method.parameters, options)
  const values = resolve(owner, method.parameters, { ...recipe.values, ...chosen }) as Run['values']
  const dataset = datasets.get(recipe.dataset)
  const run: Run = {
    recipe,
    values,
    options,
    training: unit(await readCached(dataset, 'training', options.cache)),
    test: unit(await readCached(dataset, 'test', options.cache)),
    blas: counting(hostBlas()),
    commit: currentCommit(),
  }
  for (const chain of await wantedChains(run, method.chains(values))) {
    const finished = await acceptedChain(run, chain)
    await publish(run, chain, finished)
    await removeCheckpoint(checkpointPath(options.cache, recipe.id, chain))
  }
}

async function wantedChains({ recipe, values, options }: Run, count: number): Promise<readonly number[]> {
  const all = Array.from({ length: count }, (_, chain) => chain)
  if (options.chain !== undefined) {
    const only = Number(options.chain)
    if (all.includes(only)) return [only]
    throw new RangeError(`train ${recipe.id}: chain must be in [0, ${count - 1}], got ${options.chain}`)
  }
  const card = await readCard(options.models, recipe.id)
  if (count === 1 || !card || !sameValues(card, values)) return all
  const missing = all.filter((chain) => !card.chains.some((record) => record.chain === chain))
  if (missing.length === 0) console.log(`${recipe.id}: all ${count} chains are there already`)
  return missing
}

/** Trains a chain, from another start where its step size turned out not to fit. */
async function acceptedChain(run: Run, chain: number): Promise<Finished> {
  const { recipe, values, options } = run
  const { acceptance: range } = methods.get(recipe.method)
  for (let attempt = Number(options.attempt); ; attempt++) {
    const finished = await trainChain(run, chain, attempt)
    const { acceptanceProbability = [] } = finished.state.curves
    const acceptance = meanAcceptance(acceptanceProbability, warmUpOf(values))
    if (!range || (acceptance >= range.min && acceptance <= range.max)) return finished
    console.log(
      `${recipe.id} chain ${chain}: mean acceptance must be in [${range.min}, ${range.max}], got ${acceptance.toFixed(3)}: run again from another start`,
    )
    await removeCheckpoint(checkpointPath(options.cache, recipe.id, chain))
  }
}

/** Transitions before the first draw that is kept. */
function warmUpOf(values: Run['values']): number {
  return Number(values.relaxation ?? 0) + Number(values.warmUp ?? 0)
}

/** Trains to the end, from a checkpoint where there is one. */
async function trainChain(run: Run, chain: number, attempt: number): Promise<Finished> {
  const { recipe, values, options, training: data, blas } = run
  const path = checkpointPath(options.cache, recipe.id, chain)
  const fingerprint = JSON.stringify({ values, seed: recipe.seed, chain, ...(attempt > 0 && { attempt }) })
  const kept = await loadCheckpoint(path, fingerprint)
  const net = architecture(recipe.architecture, recipe.hidden)
  const trainer = methods
    .get(recipe.method)
    .trainer({ architecture: net, data, values, seed: recipe.seed, chain, attempt, blas }, kept)
  const context = progressLine(`${recipe.id} chain ${chain}`)
  const counters = trainer.state.counters
  let saved = Date.now()
  while (trainer.step < trainer.steps) {
    const [began, flop] = [performance.now(), blas.flop]
    const readings = trainer.advance()
    counters.seconds = (counters.seconds ?? 0) + (performance.now() - began) / 1000
    counters.flop = (counters.flop ?? 0) + blas.flop - flop
    await context.checkpoint({ step: trainer.step, of: trainer.steps, readings })
    if (Date.now() - saved < checkpointSeconds * 1000 && trainer.step < trainer.steps) continue
    await saveCheckpoint(path, trainer.state, fingerprint)
    saved = Date.now()
  }
  return { attempt, outcome: trainer.outcome(), state: trainer.state }
}

/** Writes the files of a finished chain, evaluates the whole posterior as it is on disk, writes its card. */
async function publish(run: Run, chain: number, { attempt, outcome, state }: Finished): Promise<void> {
  const { recipe, values, options, blas, commit } = run
  const net = architecture(recipe.architecture, recipe.hidden)
  const before = await cardToExtend(run)
  const packed = await packOutcome(net, outcome, chain)
  for (const { file, bytes } of packed) await writeWhole(join(options.models, recipe.id, file.name), bytes)
  const names = packed.map(({ file }) => file.name)
  const others = before ? before.files.filter(({ name }) => !names.includes(name)) : []
  const files = [...readingOrder([...others, ...packed.map(({ file }) => file)], methods.get(recipe.method))]
  const warmUp = warmUpOf(values)
  const isChain = outcome.kind === 'stored'
  const chains = [
    ...(before?.chains.filter((record) => record.chain !== chain) ?? []),
    ...(isChain ? [chainRecord(state, { chain, attempt, recipe, warmUp, commit })] : []),
  ].toSorted((a, b) => a.chain - b.chain)
  const total = (name: 'seconds' | 'flop') =>
    isChain ? chains.reduce((sum, record) => sum + record[name], 0) : (state.counters[name] ?? 0)
  const draft = {
    ...cardHead(recipe, methods.get(recipe.method), values),
    posterior: posteriorOf(outcome.kind, recipe, files),
    commit,
    seconds: Math.round(total('seconds')),
    flop: total('flop'),
    backend: `${blas.name}, Node ${process.version}`,
    curves: isChain ? [] : trainingCurves(state),
    chains,
    files,
  }
  const card = await evaluated(run, draft, files)
  await writeCard(options.models, card)
  console.log(summaryOf(card))
}

async function evaluated(
  { recipe, options, test, blas }: Run,
  draft: Omit<ModelCard, 'evaluation'>,
  files: readonly ModelFile[],
): Promise<ModelCard> {
  const placeholder = { ...draft, evaluation: undefined as unknown as ModelCard['evaluation'] }
  const posterior = await modelOf(placeholder, modelReader(options.models, recipe.id)).load(recipe.draws)
  const context = progressLine(recipe.id)
  const { evaluation, perDraw } = await evaluate(
    posterior,
    test,
    { draws: recipe.evaluationDraws, budget, blas },
    context,
  )
  const convergence = convergenceOf(files, perDraw)
  const card = { ...draft, evaluation, ...(convergence ? { convergence } : {}) }
  return parseModelCard(JSON.parse(JSON.stringify(card)), `the new card of ${recipe.id}`)
}

/** The card that a further chain belongs to; one with other values is replaced, its files removed. */
async function cardToExtend({ recipe, values, options }: Run): Promise<ModelCard | undefined> {
  const card = await readCard(options.models, recipe.id)
  if (!card || (card.posterior.kind === 'stored' && sameValues(card, values))) return card
  for (const { name } of card.files) await rm(join(options.models, recipe.id, name), { force: true })
  return undefined
}

function sameValues(card: ModelCard, values: Run['values']): boolean {
  const names = Object.keys({ ...card.hyperparameters, ...values })
  return names.every((name) => card.hyperparameters[name] === values[name])
}

function summaryOf({
  id,
  evaluation: { accuracy, negativeLogLikelihood, fgsm },
  seconds,
  files,
}: ModelCard): string {
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`
  return `${id}: accuracy ${percent(accuracy)}, under FGSM ${fgsm.budget} ${percent(fgsm.accuracy)}, NLL ${negativeLogLikelihood.toFixed(4)}, ${seconds} s, ${files.length} files`
}

function unit({ pixels, labels }: LabelledBytes): LabelledImages {
  return { images: toUnit(pixels), labels }
}

function currentCommit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}
