import { integer, real, type ValuesOf } from '../../domain/parameters.ts'
import { type Key, key, permutation, split } from '../../domain/random.ts'
import { chainState, chainWalker, keptDraws, transitions } from './chain.ts'
import { type Prior, priorDraw, priorScale } from './initial.ts'
import { type LabelledImages, method, type Trainer, type TrainingState, type TrainingTask } from './method.ts'
import { networkPotential } from './networkPotential.ts'
import { addLossGradient, batchNetwork, minibatchTrainer } from './optimizing.ts'

const parameters = {
  chains: integer({ label: 'chains', min: 1, max: 100, default: 5 }),
  warmUp: integer({ label: 'warm-up', unit: 'transitions', min: 0, max: 10_000, default: 30 }),
  draws: integer({ label: 'draws kept of each chain', min: 1, max: 1000, default: 20 }),
  thin: integer({ label: 'transitions a draw', min: 1, max: 1000, default: 1 }),
  leapfrogSteps: integer({ label: 'leapfrog steps a transition', min: 1, max: 1000, default: 10 }),
  relaxation: integer({
    label: 'transitions before warm-up, on few images that stand for all',
    min: 0,
    max: 1000,
    default: 0,
  }),
  relaxationSteps: integer({ label: 'leapfrog steps of each of these', min: 1, max: 10_000, default: 70 }),
  relaxationImages: integer({ label: 'images in these', min: 1, max: 60_000, default: 6000 }),
  firstStepSize: real({
    label: 'first step size',
    unit: 'prior standard deviations',
    min: 1e-6,
    max: 10,
    default: 0.03,
  }),
  target: real({ label: 'acceptance aimed at', min: 0.1, max: 0.99, default: 0.75 }),
  startEpochs: integer({
    label: 'epochs of Adam on the likelihood before the chain',
    min: 0,
    max: 100,
    default: 5,
  }),
}

const releasedParameters = {
  ...parameters,
  chains: { ...parameters.chains, label: 'disjoint chunks of the data, a chain each', default: 15 },
  images: integer({ label: 'images in a chunk', min: 1, max: 60_000, default: 4000 }),
  warmUp: { ...parameters.warmUp, default: 100 },
  draws: { ...parameters.draws, default: 7 },
  target: { ...parameters.target, default: 0.8 },
  startEpochs: { ...parameters.startEpochs, default: 0 },
}

type Task = TrainingTask<typeof parameters>
type ReleasedTask = TrainingTask<typeof releasedParameters>

/** Hamiltonian Monte Carlo on all of the data, fan-in-scaled prior, several chains from different prior draws. */
export const hmc = method({
  id: 'hmc',
  label: 'Hamiltonian Monte Carlo',
  source: 'Neal 2011; Hoffman and Gelman 2014 for the step size',
  protocol: 'defined',
  parameters,
  acceptance: { min: 0.6, max: 0.95 },
  chains: (values: ValuesOf<typeof parameters>) => values.chains,
  trainer: (task: Task, state) => chainTrainer(task, task.data, 'fan-in', state),
})

/**
 * As the paper's released code samples: an independent chain on each of 15 disjoint chunks of 4000 images,
 * N(0, 1) prior at full weight in each, started from a prior draw. Trajectories of fixed length stand for NUTS.
 * Draws are read chunk by chunk: ten of them are the seven of the first and three of the second.
 */
export const hmcReleased = method({
  id: 'hmc-released',
  label: 'Hamiltonian Monte Carlo, as released',
  source: 'Carbone et al. 2022, released code',
  protocol: 'released',
  parameters: releasedParameters,
  order: 'one by one',
  chains: (values: ValuesOf<typeof releasedParameters>) => values.chains,
  trainer: (task: ReleasedTask, state) => chainTrainer(task, chunk(task), 'unit', state),
})

function chainTrainer(task: Task, data: LabelledImages, prior: Prior, kept?: TrainingState): Trainer {
  const scale = priorScale(task.architecture, prior)
  const own = split(key(task.seed), task.chain)
  const from = task.attempt ? split(own, task.attempt) : own
  const opening = openingTrainer(task, data, () => priorDraw(scale, split(from, 'start')), from, kept)
  const state = opening.state
  const potential = networkPotential(task.architecture, data, scale, task.blas)
  const begun = () => state.tensors.position !== undefined
  const begin = () => beginChain(state, task, scale)
  if (!begun() && opening.steps === 0) begin()
  const estimate = task.values.relaxation > 0 ? estimatedPotential(task, data, scale) : potential
  const walker = chainWalker(potential, task.values, state, split(from, 'walk'), estimate)
  return {
    state,
    steps: opening.steps + transitions(task.values),
    get step() {
      return begun() ? opening.steps + state.counters.transitions! : opening.step
    },
    advance() {
      if (begun())
        return {
          ...walker.advance(),
          loss: potential.last.negativeLogLikelihood / data.labels.length,
          accuracy: potential.last.accuracy,
        }
      const readings = opening.advance()
      if (opening.step === opening.steps) begin()
      return readings
    },
    outcome: () => ({ kind: 'stored', draws: keptDraws(state).map((draw) => multiplied(draw, scale)) }),
  }
}

/** The potential with the first images standing for all. */
function estimatedPotential({ architecture, blas, values }: Task, data: LabelledImages, scale: Float32Array) {
  const count = Math.min(values.relaxationImages, data.labels.length)
  const width = data.images.length / data.labels.length
  const some = { images: data.images.subarray(0, count * width), labels: data.labels.subarray(0, count) }
  return networkPotential(architecture, some, scale, blas, data.labels.length / count)
}

/** Adam on the likelihood alone from a prior draw: it reaches the data and stays among the prior's draws. */
function openingTrainer(
  task: Task,
  data: LabelledImages,
  start: () => Float32Array,
  from: Key,
  kept?: TrainingState,
) {
  const values = { epochs: task.values.startEpochs, batch: 128, rate: 0.001, schedule: 'constant' as const }
  const opening = { ...task, data, values, seed: from[0] }
  const network = batchNetwork(opening)
  return minibatchTrainer(
    opening,
    start,
    (parameters) => ({
      parameters,
      gradient: (batch, gradient) => addLossGradient(network, parameters, batch, gradient),
    }),
    (parameters) => ({ kind: 'point', parameters }),
    kept,
  )
}

/**
 * Turns the state of the opening, in place, into that of a chain that starts where the opening ended,
 * all weights scaled by one factor to the norm that draws of the prior have: Adam adds half as much again
 * in directions that matter little, and a chain would need thirty transitions to lose it.
 */
function beginChain(state: TrainingState, { values }: Task, scale: Float32Array): void {
  const chain = chainState(values, toUnitNorm(divided(state.tensors.parameters!, scale)))
  for (const name of Object.keys(state.tensors)) delete state.tensors[name]
  Object.assign(state.tensors, chain.tensors)
  Object.assign(state.counters, chain.counters)
}

/** The chain's own share of the data: chunk number `chain` of one permutation. */
function chunk({ data: { images, labels }, values, seed, chain }: ReleasedTask): LabelledImages {
  const order = permutation(split(key(seed), 'chunks'), labels.length)
  const chosen = order.subarray(chain * values.images, (chain + 1) * values.images)
  const width = images.length / labels.length
  const out = new Float32Array(chosen.length * width)
  chosen.forEach((source, i) => out.set(images.subarray(source * width, (source + 1) * width), i * width))
  return { images: out, labels: Uint8Array.from(chosen, (source) => labels[source]!) }
}

/** Root mean square 1. */
function toUnitNorm(values: Float32Array): Float32Array {
  const size = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
  return values.map((value) => value / size)
}

function divided(values: Float32Array, by: Float32Array): Float32Array {
  return values.map((value, i) => value / by[i]!)
}

function multiplied(values: Float32Array, by: Float32Array): Float32Array {
  return values.map((value, i) => value * by[i]!)
}
