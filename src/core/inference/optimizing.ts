import { choice, integer, real } from '../../domain/parameters.ts'
import { key, split } from '../../domain/random.ts'
import { adam } from './adam.ts'
import { uniformStart } from './initial.ts'
import { crossEntropy } from './loss.ts'
import type { LabelledImages, Trainer, TrainingState, TrainingTask } from './method.ts'
import { minibatches } from './minibatches.ts'
import { type TrainingNetwork, trainingNetwork } from './network.ts'

/** Parameters of every method that walks over minibatches with Adam. */
export const optimizerParameters = {
  epochs: integer({ label: 'epochs', min: 1, max: 200, default: 15 }),
  batch: integer({ label: 'batch', unit: 'images', min: 1, max: 10_000, default: 128 }),
  rate: real({ label: 'learning rate', min: 1e-6, max: 1, default: 0.001 }),
  schedule: choice({
    label: 'schedule of the learning rate',
    options: [
      { value: 'constant', label: 'constant' },
      { value: 'linear', label: 'constant for half of the steps, then linearly to zero' },
    ],
    default: 'constant',
  }),
}

type OptimizerTask = TrainingTask<typeof optimizerParameters>

/** What a minibatch method does with one batch; `gradient` comes in zeroed and is Adam's. */
export interface BatchStep {
  /** Vector that Adam moves. */
  readonly parameters: Float32Array
  /** Fills `gradient` and returns the loss an image and the share of right answers. */
  gradient(
    batch: LabelledImages & { readonly count: number },
    gradient: Float32Array,
    index: number,
  ): { readonly loss: number; readonly accuracy: number }
  /** What else a person would like to see once a step, given the step's mean loss. */
  readings?(loss: number): Readonly<Record<string, number>>
}

const batchesPerStep = 100
const none = new Float32Array(0)

/** A trainer over minibatches: `open` is given the state's parameter vector to work on. */
export function minibatchTrainer(
  task: OptimizerTask,
  start: () => Float32Array,
  open: (parameters: Float32Array) => BatchStep,
  outcome: (parameters: Float32Array) => ReturnType<Trainer['outcome']>,
  kept?: TrainingState,
): Trainer {
  const state = kept ?? freshState(start())
  const { parameters = none, first = none, second = none } = state.tensors
  const { epochs, batch, rate, schedule } = task.values
  const batches = minibatches(task.data, batch, split(key(task.seed), 'order'))
  const total = epochs * batches.perEpoch
  const step = open(parameters)
  const gradient = new Float32Array(parameters.length)
  const one = (index: number) => {
    gradient.fill(0)
    const readings = step.gradient(batches.batch(index), gradient, index)
    adam({ first, second }, parameters, gradient, rate * rateFactor(schedule, index / total), index + 1)
    return readings
  }
  return {
    state,
    steps: Math.ceil(total / batchesPerStep),
    get step() {
      return Math.ceil(state.counters.batches! / batchesPerStep)
    },
    advance() {
      const from = state.counters.batches!
      const to = Math.min(from + batchesPerStep, total)
      let loss = 0
      let accuracy = 0
      for (let index = from; index < to; index++) {
        const readings = one(index)
        loss += readings.loss / (to - from)
        accuracy += readings.accuracy / (to - from)
      }
      state.counters.batches = to
      const readings = { epoch: to / batches.perEpoch, loss, accuracy, ...step.readings?.(loss) }
      for (const [name, value] of Object.entries(readings)) push(state, name, value)
      return readings
    },
    outcome: () => outcome(parameters),
  }
}

/** The usual start of a deterministic network. */
export function networkStart({ architecture, seed }: OptimizerTask): Float32Array {
  return uniformStart(architecture, split(key(seed), 'start'))
}

/** Cross-entropy of a batch, its gradient added to `gradient` as a mean over the images times `factor`. */
export function addLossGradient(
  network: TrainingNetwork,
  parameters: Float32Array,
  { images, labels, count }: LabelledImages & { readonly count: number },
  gradient: Float32Array,
  factor = 1 / count,
): { readonly loss: number; readonly accuracy: number } {
  const logits = network.forward(parameters, images, count)
  const errors = new Float32Array(logits.length)
  const { loss, correct } = crossEntropy(logits, labels, network.architecture.classes, errors, factor)
  network.backward(parameters, images, count, errors, { parameters: gradient })
  return { loss: loss / count, accuracy: correct / count }
}

/** A network that takes a batch of the task's size. */
export function batchNetwork({ architecture, values, blas }: OptimizerTask): TrainingNetwork {
  return trainingNetwork(architecture, values.batch, blas)
}

export function push(state: TrainingState, curve: string, value: number): void {
  const values = (state.curves[curve] ??= [])
  values.push(value)
}

function freshState(parameters: Float32Array): TrainingState {
  return {
    tensors: {
      parameters,
      first: new Float32Array(parameters.length),
      second: new Float32Array(parameters.length),
    },
    counters: { batches: 0 },
    curves: {},
  }
}

function rateFactor(schedule: string, progress: number): number {
  return schedule === 'linear' && progress > 0.5 ? 2 * (1 - progress) : 1
}
