import { choice, integer, real, type ValuesOf } from '../../domain/parameters.ts'
import { type Key, key, normal, split } from '../../domain/random.ts'
import { gaussianNetwork } from './gaussianNetwork.ts'
import { priorScale } from './initial.ts'
import { method, type TrainingState, type TrainingTask } from './method.ts'
import {
  addLossGradient,
  type BatchStep,
  batchNetwork,
  minibatchTrainer,
  networkStart,
  optimizerParameters,
} from './optimizing.ts'
import {
  addDivergenceGradient,
  addDrawGradient,
  addMomentGradient,
  divergence,
  inverseSoftplus,
  meanOf,
  type Reparameterized,
  reparameterize,
  reparameterizedBuffers,
  scaleOf,
} from './variational.ts'

const shared = {
  ...optimizerParameters,
  prior: choice({
    label: 'prior',
    options: [
      { value: 'fan-in', label: 'N(0, 2/fan-in) on weights, N(0, 0.1²) on biases' },
      { value: 'unit', label: 'N(0, 1) on everything' },
    ],
    default: 'fan-in',
  }),
  noise: choice({
    label: 'what is drawn in a batch',
    options: [
      { value: 'weights', label: 'the weights, once' },
      { value: 'activations', label: 'the pre-activations of every image (dense networks)' },
    ],
    default: 'weights',
  }),
  annealing: integer({
    label: 'epochs over which the weight of the divergence rises to its own',
    help: 'At full weight from the start, units are given up before they have learned anything.',
    unit: 'epochs',
    min: 0,
    max: 200,
    default: 0,
  }),
}

/** As released, first means and scales are drawn instead. */
const parameters = {
  ...shared,
  initialScale: real({
    label: 'initial scale',
    help: 'of every weight, in standard deviations of its prior',
    min: 1e-4,
    max: 10,
    default: 0.1,
  }),
}

type Values = ValuesOf<typeof shared>
type Task = TrainingTask<typeof shared>
/** Narrow posteriors around an ordinary network to begin with. */
type SmallStart = TrainingTask<typeof parameters>

/** Mean-field variational inference, KL weight 1/N: the evidence lower bound as it is. */
export const vi = method({
  id: 'vi',
  label: 'variational inference',
  source: 'Blundell et al. 2015',
  protocol: 'defined',
  parameters,
  chains: () => 1,
  trainer: (task: SmallStart, state) =>
    variationalTrainer(
      task,
      () => smallStart(task),
      () => 1 / task.data.labels.length,
      state,
    ),
})

/**
 * As the paper's released code trains: order-one random means and scales to start from, and the divergence
 * at full weight in every minibatch, so that the posterior sees as many images as a batch holds.
 */
export const viReleased = method({
  id: 'vi-released',
  label: 'variational inference, as released',
  source: 'Carbone et al. 2022, released code',
  protocol: 'released',
  parameters: {
    ...shared,
    prior: { ...shared.prior, default: 'unit' as const },
    rate: { ...shared.rate, default: 0.01 },
    epochs: { ...shared.epochs, default: 5 },
  },
  chains: () => 1,
  trainer: (task, state) =>
    variationalTrainer(
      task,
      () => normalStart(task),
      (count) => 1 / count,
      state,
    ),
})

/** `weight(count)` of the divergence beside a batch's mean loss. */
function variationalTrainer(
  task: Task,
  start: () => Float32Array,
  weight: (count: number) => number,
  state?: TrainingState,
) {
  const prior = priorScale(task.architecture, (task.values as Values).prior)
  const buffers = reparameterizedBuffers(prior.length)
  const addExpectedLoss = (task.values.noise === 'activations' ? drawnActivations : drawnWeights)(
    task,
    buffers,
  )
  const rise = task.values.annealing * Math.ceil(task.data.labels.length / task.values.batch)
  return minibatchTrainer(
    task,
    start,
    (vector) => ({
      parameters: vector,
      readings(loss) {
        const nats = divergence(vector, prior)
        return { divergence: nats, objective: loss + weight(task.values.batch) * nats }
      },
      gradient(batch, gradient, index) {
        const readings = addExpectedLoss(vector, batch, index, gradient)
        const beta = weight(batch.count) * Math.min(1, (index + 1) / Math.max(1, rise))
        addDivergenceGradient(vector, buffers, prior, beta, gradient)
        return readings
      },
    }),
    (vector) => ({ kind: 'gaussian', mean: meanOf(vector).slice(), scale: scaleOf(vector) }),
    state,
  )
}

type Readings = ReturnType<BatchStep['gradient']>
type Batch = Parameters<BatchStep['gradient']>[0]

/** Fills the buffers for a vector; adds the gradient of the expected loss of batch number `index`. */
type ExpectedLoss = (vector: Float32Array, batch: Batch, index: number, gradient: Float32Array) => Readings

/** One draw of the weights for the whole batch. */
function drawnWeights(task: Task, buffers: Reparameterized): ExpectedLoss {
  const network = batchNetwork(task)
  const lossGradient = new Float32Array(network.parameterCount)
  const noiseKey = noiseKeyOf(task)
  return (vector, batch, index, gradient) => {
    const noise = normal(split(noiseKey, index), lossGradient.length)
    reparameterize(vector, noise, buffers)
    lossGradient.fill(0)
    const readings = addLossGradient(network, buffers.draw, batch, lossGradient)
    addDrawGradient(noise, buffers, lossGradient, gradient)
    return readings
  }
}

/** Pre-activations of every image drawn on their own. */
function drawnActivations(task: Task, buffers: Reparameterized): ExpectedLoss {
  const { architecture, values, blas } = task
  const network = gaussianNetwork(architecture, values.batch, blas)
  const count = buffers.scale.length
  const variance = new Float32Array(count)
  const at = { mean: new Float32Array(count), variance: new Float32Array(count) }
  const noiseKey = noiseKeyOf(task)
  const still = new Float32Array(count)
  return (vector, batch, index, gradient) => {
    reparameterize(vector, still, buffers)
    for (let i = 0; i < count; i++) variance[i] = buffers.scale[i]! * buffers.scale[i]!
    at.mean.fill(0)
    at.variance.fill(0)
    const readings = network.addLossGradient(meanOf(vector), variance, batch, split(noiseKey, index), at)
    addMomentGradient(buffers, at.mean, at.variance, gradient)
    return readings
  }
}

function noiseKeyOf({ seed }: Task): Key {
  return split(key(seed), 'noise')
}

function smallStart(task: SmallStart): Float32Array {
  const mean = networkStart(task)
  const prior = priorScale(task.architecture, task.values.prior)
  const vector = new Float32Array(2 * mean.length)
  vector.set(mean)
  for (let i = 0; i < mean.length; i++)
    vector[mean.length + i] = inverseSoftplus(task.values.initialScale * prior[i]!)
  return vector
}

function normalStart({ architecture, seed }: Task): Float32Array {
  return normal(split(key(seed), 'start'), 2 * priorScale(architecture, 'unit').length)
}
