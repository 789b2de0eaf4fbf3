import { choice, integer, real, type ValuesOf } from '../../domain/parameters.ts'
import { key, normal, split } from '../random.ts'
import { priorScale } from './initial.ts'
import { method, type TrainingState, type TrainingTask } from './method.ts'
import {
  addLossGradient,
  batchNetwork,
  minibatchTrainer,
  networkStart,
  optimizerParameters,
} from './optimizing.ts'
import {
  addVariationalGradient,
  divergence,
  inverseSoftplus,
  meanOf,
  reparameterize,
  reparameterizedBuffers,
  scaleOf,
} from './variational.ts'

const parameters = {
  ...optimizerParameters,
  prior: choice({
    label: 'prior',
    options: [
      { value: 'fan-in', label: 'N(0, 2/fan-in) on weights, N(0, 0.1²) on biases' },
      { value: 'unit', label: 'N(0, 1) on everything' },
    ],
    default: 'fan-in',
  }),
  initialScale: real({
    label: 'initial scale',
    help: 'of every weight, in standard deviations of its prior',
    min: 1e-4,
    max: 10,
    default: 0.1,
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

type Values = ValuesOf<typeof parameters>
type Task = TrainingTask<typeof parameters>

/** Mean-field variational inference, one weight draw a batch, KL weight 1/N: the evidence lower bound as it is. */
export const vi = method({
  id: 'vi',
  label: 'variational inference',
  source: 'Blundell et al. 2015',
  protocol: 'defined',
  parameters,
  chains: () => 1,
  trainer: (task, state) => variationalTrainer(task, smallStart, () => 1 / task.data.labels.length, state),
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
    ...parameters,
    prior: { ...parameters.prior, default: 'unit' as const },
    rate: { ...parameters.rate, default: 0.01 },
    epochs: { ...parameters.epochs, default: 5 },
  },
  chains: () => 1,
  trainer: (task, state) => variationalTrainer(task, normalStart, (count) => 1 / count, state),
})

/** `weight(count)` of the divergence beside a batch's mean loss. */
function variationalTrainer(
  task: Task,
  start: (task: Task) => Float32Array,
  weight: (count: number) => number,
  state?: TrainingState,
) {
  const network = batchNetwork(task)
  const prior = priorScale(task.architecture, (task.values as Values).prior)
  const buffers = reparameterizedBuffers(prior.length)
  const lossGradient = new Float32Array(prior.length)
  const noiseKey = split(key(task.seed), 'noise')
  const rise = task.values.annealing * Math.ceil(task.data.labels.length / task.values.batch)
  return minibatchTrainer(
    task,
    () => start(task),
    (vector) => ({
      parameters: vector,
      readings(loss) {
        const nats = divergence(vector, prior)
        return { divergence: nats, objective: loss + weight(task.values.batch) * nats }
      },
      gradient(batch, gradient, index) {
        const noise = normal(split(noiseKey, index), prior.length)
        reparameterize(vector, noise, buffers)
        lossGradient.fill(0)
        const readings = addLossGradient(network, buffers.draw, batch, lossGradient)
        const beta = weight(batch.count) * Math.min(1, (index + 1) / Math.max(1, rise))
        addVariationalGradient(vector, noise, buffers, lossGradient, prior, beta, gradient)
        return readings
      },
    }),
    (vector) => ({ kind: 'gaussian', mean: meanOf(vector).slice(), scale: scaleOf(vector) }),
    state,
  )
}

function smallStart(task: Task): Float32Array {
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
