import type { ImageShape } from '../../domain/image.ts'
import { maxPool, maxPoolAdjoint, pickWinners } from '../kernels/ops.ts'
import type { WeightTensor } from '../kernels/quantized.ts'
import * as tf from '../tf.ts'
import { type AffineMap, affineMap } from './affine.ts'
import { type Architecture, type LayerSpec, shapeAfter } from './architecture.ts'

/** Activations of all draws: [S, n, features]; S is 1 where every draw sees the same. */
export type Activations = tf.Tensor3D

/** Weights of one affine layer for S draws: kernel [S, fan-in, out], in eight bits where it is stored so, bias [S, 1, out]. */
export interface LayerTensors {
  readonly w: WeightTensor
  readonly b: tf.Tensor3D
}

/** One array per affine layer, first to last. */
export type Weights = readonly LayerTensors[]

/** A layer in its place: the shape of one image before and after it, and its weights' index. */
export type Layer =
  | { readonly kind: 'affine'; readonly map: AffineMap; readonly index: number }
  | { readonly kind: 'leakyRelu'; readonly slope: number }
  /** (1/β) ln(1 + e^{β u}): stands for the leaky ReLU where second derivatives must not vanish. */
  | { readonly kind: 'softplus'; readonly beta: number }
  | { readonly kind: 'maxPool'; readonly size: number; readonly stride: number; readonly shape: ImageShape }

export interface Network {
  readonly architecture: Architecture
  readonly layers: readonly Layer[]
}

/** What a forward pass leaves behind for the way back. */
export interface Step {
  readonly layer: Layer
  readonly input: Activations
  readonly output: Activations
  /** Max-pool only: which position of each window won, [S · n, h, w, c]. */
  readonly winner?: tf.Tensor4D
}

export type Tape = readonly Step[]

/** The layers of an architecture with their shapes worked out. Flattening is no step: activations are flat. */
export function network(architecture: Architecture): Network {
  const layers: Layer[] = []
  let shape: ImageShape = architecture.input
  let index = 0
  for (const spec of architecture.layers) {
    const layer = place(spec, shape, index)
    shape = shapeAfter(spec, shape)
    if (!layer) continue
    if (layer.kind === 'affine') index++
    layers.push(layer)
  }
  return { architecture, layers }
}

/** The same network with softplus of sharpness β in place of every leaky ReLU. */
export function softened(net: Network, beta: number): Network {
  const soft = (layer: Layer): Layer => (layer.kind === 'leakyRelu' ? { kind: 'softplus', beta } : layer)
  return { ...net, layers: net.layers.map(soft) }
}

/** Whether a layer is an activation function, one value in, one value out. */
export function isActivation(layer: Layer | undefined): boolean {
  return layer?.kind === 'leakyRelu' || layer?.kind === 'softplus'
}

/** The derivative of an activation function at its inputs. */
export function activationSlope(layer: Layer, input: Activations): Activations {
  if (layer.kind === 'leakyRelu') return tf.step(input, layer.slope)
  if (layer.kind === 'softplus') return tf.sigmoid(tf.mul(input, layer.beta))
  throw new TypeError(`activation expected, got ${layer.kind}`)
}

/** Runs all draws on x [S or 1, n, pixels]. The tape's tensors are the caller's to free. */
export function forward(net: Network, weights: Weights, x: Activations): Tape {
  const tape: Step[] = []
  let input = x
  for (const layer of net.layers) {
    const step = run(layer, weights, input)
    tape.push(step)
    input = step.output
  }
  return tape
}

/** Logits [S, n, classes] of a tape. */
export function logits(tape: Tape): Activations {
  return tape[tape.length - 1]!.output
}

/** The adjoint of the whole network: a gradient at the logits [S, n, classes] becomes one at the pixels [S, n, pixels]. */
export function backward(weights: Weights, tape: Tape, atLogits: Activations): Activations {
  return tape.reduceRight((gradient, step) => stepBack(weights, step, gradient), atLogits)
}

/** A gradient handed back through a max-pool: all of it to the winners. */
export function throughPool(step: Step, gradient: Activations): Activations {
  if (step.layer.kind !== 'maxPool') throw new TypeError(`max-pool expected, got ${step.layer.kind}`)
  const { size, stride, shape } = step.layer
  const [draws, n] = gradient.shape
  const winner = step.winner!
  const back = maxPoolAdjoint(gradient.reshape(winner.shape), winner, [draws * n, ...shape], size, stride)
  return back.reshape([draws, n, -1])
}

/** The other way round: what of a gradient at a max-pool's input belongs to the winners, at its output. */
export function fromWinners(step: Step, gradient: Activations): Activations {
  if (step.layer.kind !== 'maxPool') throw new TypeError(`max-pool expected, got ${step.layer.kind}`)
  const { size, stride, shape } = step.layer
  const [draws, n] = gradient.shape
  const picked = pickWinners(gradient.reshape([draws * n, ...shape]), step.winner!, size, stride)
  return picked.reshape([draws, n, -1])
}

/** Index of the last step of the representation after learnable layer `index`: its activation, where it has one. */
export function lastStepOf(net: Network, index: number): number {
  const at = net.layers.findIndex((layer) => layer.kind === 'affine' && layer.index === index)
  if (at < 0) throw new RangeError(`network ${net.architecture.id} has no learnable layer ${index}`)
  return isActivation(net.layers[at + 1]) ? at + 1 : at
}

/** Number of layers that hold weights. */
export function learnableLayers(net: Network): number {
  return net.layers.filter((layer) => layer.kind === 'affine').length
}

function run(layer: Layer, weights: Weights, input: Activations): Step {
  switch (layer.kind) {
    case 'affine': {
      const { w, b } = weights[layer.index]!
      return { layer, input, output: layer.map.apply(input, w, b) }
    }
    case 'leakyRelu':
      return { layer, input, output: tf.leakyRelu(input, layer.slope) }
    case 'softplus':
      return { layer, input, output: tf.div(tf.softplus(tf.mul(input, layer.beta)), layer.beta) }
    case 'maxPool': {
      const [draws, n] = input.shape
      const pooled = maxPool(input.reshape([draws * n, ...layer.shape]), layer.size, layer.stride)
      return { layer, input, output: pooled.y.reshape([draws, n, -1]), winner: pooled.winner }
    }
    default:
      return layer satisfies never
  }
}

/** The adjoint of one step: a gradient at its output becomes one at its input. */
export function stepBack(weights: Weights, step: Step, gradient: Activations): Activations {
  switch (step.layer.kind) {
    case 'affine':
      return step.layer.map.transpose(gradient, weights[step.layer.index]!.w)
    case 'leakyRelu':
    case 'softplus':
      return tf.mul(gradient, activationSlope(step.layer, step.input))
    case 'maxPool':
      return throughPool(step, gradient)
    default:
      return step.layer satisfies never
  }
}

function place(spec: LayerSpec, shape: ImageShape, index: number): Layer | undefined {
  switch (spec.kind) {
    case 'dense':
    case 'conv':
      return { kind: 'affine', map: affineMap(spec, shape, index === 0), index }
    case 'leakyRelu':
      return { kind: 'leakyRelu', slope: spec.slope }
    case 'maxPool':
      return { kind: 'maxPool', size: spec.size, stride: spec.stride, shape }
    case 'flatten':
      return undefined
    default:
      return spec satisfies never
  }
}
