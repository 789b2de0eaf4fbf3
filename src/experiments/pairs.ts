import { type ProtocolId, protocols } from '../domain/conventions.ts'
import type { Choice } from '../domain/trial.ts'
import type { StudyExperiment } from './experiment.ts'

/** The networks that the paper compares: one architecture on one data set, and the way it is Bayesian there. */
export interface Pair {
  /** What its experiments are called. */
  readonly id: string
  readonly label: string
  readonly dataset: string
  readonly architecture: string
  /** Models are called `<stem>-det`, `<stem>-adv`, `<stem>-<bayesian>`. */
  readonly stem: string
  readonly bayesian: 'vi' | 'hmc'
  /** Multiply-adds of one image's way forward through one draw, in billions. */
  readonly forward: number
}

/** An attack as the paper names it. */
export interface AttackFamily {
  readonly id: string
  readonly label: string
  /** Gradients of the loss that it takes of an image, or what costs as much. */
  readonly gradients: number
}

const mnistConv: Pair = {
  id: 'mnist-conv512',
  label: 'MNIST, convolutional, variational',
  dataset: 'mnist',
  architecture: 'conv512',
  stem: 'mnist-conv512',
  bayesian: 'vi',
  forward: 0.013_588,
}
const mnistDense: Pair = {
  id: 'mnist-fc512',
  label: 'MNIST, dense, Hamiltonian Monte Carlo',
  dataset: 'mnist',
  architecture: 'fc512',
  stem: 'mnist-fc512',
  bayesian: 'hmc',
  forward: 0.000_669,
}
export const fashionConv: Pair = {
  id: 'fashion-conv1024',
  label: 'Fashion-MNIST, convolutional, variational',
  dataset: 'fashion-mnist',
  architecture: 'conv1024',
  stem: 'fashion-conv1024',
  bayesian: 'vi',
  forward: 0.026_947,
}
const fashionDense: Pair = {
  id: 'fashion-fc1024',
  label: 'Fashion-MNIST, dense, Hamiltonian Monte Carlo',
  dataset: 'fashion-mnist',
  architecture: 'fc1024',
  stem: 'fashion-fc1024',
  bayesian: 'hmc',
  forward: 0.001_862,
}

/** The four of the paper. */
export const paperPairs: readonly Pair[] = [mnistDense, fashionDense, mnistConv, fashionConv]

export const mnistPairs: readonly Pair[] = [mnistDense, mnistConv]

/** Variational inference on the dense networks too, to compare it on one architecture; not in the paper. */
export const variationalPairs: readonly Pair[] = [
  { ...mnistDense, id: 'mnist-fc512-vi', label: 'MNIST, dense, variational', bayesian: 'vi' },
  { ...fashionDense, id: 'fashion-fc1024-vi', label: 'Fashion-MNIST, dense, variational', bayesian: 'vi' },
]

/** Numbers of draws in the paper. */
const draws: readonly number[] = [10, 50, 100]
/** Nine heatmaps of an image before, under the attack and under the control, in gradients. */
const heatmaps = 27

/** A pair's networks under an attack: deterministic, adversarially trained, Bayesian with more and more draws. */
export function pairUnder(
  pair: Pair,
  { id, label, gradients }: AttackFamily,
  protocol: ProtocolId,
  { images, attack }: { readonly images: number; readonly attack: Choice },
): StudyExperiment {
  const { stem, bayesian } = pair
  const twin = protocol === 'released' ? '-released' : ''
  return {
    kind: 'study',
    id: `${pair.id}-${id}-${protocol}`,
    label: `${pair.label}: ${label}, ${protocols[protocol].label}`,
    dataset: pair.dataset,
    architecture: pair.architecture,
    family: id,
    protocol,
    networks: [
      { model: `${stem}-det`, draws: [1] },
      { model: `${stem}-adv`, draws: [1] },
      { model: `${stem}-${bayesian}${twin}`, draws },
    ],
    images,
    attack,
    // a gradient costs three ways forward
    cost: 3 * pair.forward * images * draws.reduce((sum, n) => sum + n, 2) * (gradients + heatmaps),
  }
}

/** Both readings of the paper. */
export const bothProtocols = Object.values(protocols).map(({ id }) => id)
