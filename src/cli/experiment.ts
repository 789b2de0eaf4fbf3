import { join } from 'node:path'
import { Command } from 'commander'
import { resolve } from '../domain/parameters.ts'
import type { Experiment } from '../experiments/experiment.ts'
import { experiments } from '../experiments/index.ts'
import { defaultCache } from './cache.ts'
import { parseDraws, parseShare, type Setup, settingSpecs, trainedModels } from './experimentSetup.ts'
import { stateOf } from './experimentState.ts'
import { flagsOf, optionsOf } from './flags.ts'
import { defaultModels } from './modelFolder.ts'
import { runPicture } from './pictureCommand.ts'
import { defaultResults, readStudy } from './resultFolder.ts'
import { mergeStudy, runStudy } from './studyCommand.ts'
import { withStudyEngine } from './studyEngine.ts'

interface Options {
  readonly draws?: string
  readonly shard?: string
  readonly merge?: true
  readonly browser?: true
  readonly out: string
  readonly cache: string
  readonly models: string
  readonly shards?: string
  readonly [flag: string]: unknown
}

/** `npm run experiment`: the paper's experiments, headless; see docs/experiments.md. */
const program = new Command('npm run experiment --')
  .description(
    'Compute the paper’s experiments; go on where a stopped run was; write them to public/results/.',
  )
  .argument(
    '[names...]',
    'which, * standing for anything: mnist-*-fgsm-defined; or all. Without a name: a list',
  )
for (const option of optionsOf(settingSpecs, { images: 'as many as the experiment says' }))
  program.addOption(option)
program
  .option('--draws <list>', 'draws of the Bayesian network (10,50,100)')
  .option('--browser', 'compute in a headless Chromium instead of Node')
  .option('--shard <i/n>', 'compute the i-th of n shares of the images')
  .option('--merge', 'join the shards')
  .option('--out <folder>', 'where results go', defaultResults)
  .option('--shards <folder>', 'where shards are (shards/ in the cache)')
  .option('--cache <folder>', 'where parts are kept until all are there', defaultCache)
  .option('--models <folder>', 'where the trained networks are', defaultModels)
  .action((names: readonly string[], options: Options) =>
    names.length === 0 ? list(options) : run(names, options),
  )

await program.parseAsync().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})

async function list({ out, models }: Options): Promise<void> {
  const trained = await trainedModels(models)
  for (const experiment of inOrder(experiments)) {
    const { id, kind, label } = experiment
    const state = kind === 'study' ? stateOf(experiment, await readStudy(out, id), trained) : ''
    console.log([id.padEnd(40), label, state].filter(Boolean).join('  '))
  }
}

async function run(names: readonly string[], options: Options): Promise<void> {
  const wanted = inOrder(chosen(names))
  const { out, cache } = options
  const folders = { out, cache, shards: options.shards ?? join(cache, 'shards') }
  if (options.merge) {
    const studies = wanted.filter((each) => each.kind === 'study')
    return eachOf(studies, (study) => mergeStudy({ folders }, study))
  }
  const flags = flagsOf(settingSpecs, options)
  const values = resolve('experiment', settingSpecs, flags)
  const settings = {
    ...values,
    images: flags.images === undefined ? undefined : values.images,
    draws: options.draws === undefined ? undefined : parseDraws(options.draws),
    share: options.shard === undefined ? undefined : parseShare(options.shard),
    place: options.browser ? 'browser' : 'node',
    models: await trainedModels(options.models),
    folders,
  } as const
  await withStudyEngine(settings.place, (engine) =>
    eachOf(wanted, (experiment) => compute({ ...settings, engine }, experiment)),
  )
}

async function compute(setup: Setup, experiment: Experiment): Promise<void> {
  if (experiment.kind === 'study') await runStudy(setup, experiment)
  else if (!setup.share) await runPicture(setup, experiment)
}

/** One after the other; what cannot be done is said, and the others go on. */
async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (const item of items) {
    try {
      await work(item)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      console.error(error.message)
      process.exitCode = 1
    }
  }
}

/** The cheap ones first, and pictures after the study that they are taken from. */
function inOrder<E extends Experiment>(some: readonly E[]): readonly E[] {
  const costs = new Map(experiments.map((each) => [each.id, each.kind === 'study' ? each.cost : 0]))
  const cost = (each: E) => (each.kind === 'study' ? each.cost : costs.get(each.study)!)
  return some.toSorted((a, b) => cost(a) - cost(b))
}

/** @throws RangeError for a name that no experiment has */
function chosen(names: readonly string[]): readonly Experiment[] {
  const found = names.map((name) => {
    const pattern = new RegExp(`^${name.split('*').map(literally).join('.*')}$`)
    const fitting = experiments.filter(({ id }) => name === 'all' || pattern.test(id))
    if (fitting.length > 0) return fitting
    throw new RangeError(`unknown experiment ${name}; npm run experiment without a name lists them`)
  })
  return [...new Set(found.flat())]
}

function literally(text: string): string {
  return text.replace(/[^\w-]/g, '\\$&')
}
