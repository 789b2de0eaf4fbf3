/**
 * The whole of LRP in plain loops, straight from the formulas, in double precision: every unit is a list of
 * its connections, whether its layer is dense or a convolution. Slow, obvious, and shares no code with src/core.
 */
import type { Architecture } from '../../src/core/nn/architecture.ts'
import type { LayerWeights } from '../../src/core/posterior/posterior.ts'
import type { Conventions } from '../../src/domain/conventions.ts'

/** An output unit: z = Σ weights[i] · a[inputs[i]] + bias. */
interface Unit {
  readonly inputs: readonly number[]
  readonly weights: readonly number[]
  readonly bias: number
}

export type Stage =
  | { readonly kind: 'affine'; readonly units: readonly Unit[]; readonly channels: number }
  | { readonly kind: 'leakyRelu'; readonly slope: number }
  | { readonly kind: 'softplus'; readonly beta: number }
  | { readonly kind: 'maxPool'; readonly windows: readonly (readonly number[])[] }

export interface Trace {
  readonly stages: readonly Stage[]
  /** Input of every stage, then the logits. */
  readonly values: readonly Float64Array[]
}

/** Everything computed on the way from one image to its logits. */
export function trace(
  architecture: Architecture,
  layers: readonly LayerWeights[],
  image: ArrayLike<number>,
): Trace {
  return traceOf(stagesOf(architecture, layers), image)
}

/** As `trace`, with softplus of sharpness β in place of the leaky ReLU. */
export function softTrace({ stages }: Trace, beta: number, image: ArrayLike<number>): Trace {
  const soft = (stage: Stage): Stage => (stage.kind === 'leakyRelu' ? { kind: 'softplus', beta } : stage)
  return traceOf(stages.map(soft), image)
}

/** The same network's trace of another image. */
export function traceOf(stages: readonly Stage[], image: ArrayLike<number>): Trace {
  const values: Float64Array[] = [Float64Array.from(image)]
  for (const stage of stages) values.push(forward(stage, values.at(-1)!))
  return { stages, values }
}

/** Number of stages up to and including the activation after learnable layer `layer`; all of them for the last. */
export function depthOf({ stages }: Trace, layer: number): number {
  const affine = stages.flatMap((stage, i) => (stage.kind === 'affine' ? [i] : []))
  return Math.min(affine[layer]! + 2, stages.length)
}

/** For every channel, at how many positions it is the largest, put on all its positions. */
export function strongest({ stages, values }: Trace, depth: number): Float64Array {
  const stage = stages[depth - 2]!
  const channels = stage.kind === 'affine' ? stage.channels : 0
  const won = new Float64Array(channels)
  const at = values[depth]!
  for (let i = 0; i < at.length; i += channels) won[argMax(at.subarray(i, i + channels))]! += 1
  return at.map((_, i) => won[i % channels]!)
}

/** Relevance of the pixels, from relevance `start` after the first `depth` stages. */
export function slowRelevance(
  { stages, values }: Trace,
  start: ArrayLike<number>,
  depth: number,
  share: SlowRule,
  activation: Conventions['activation'],
): Float64Array {
  let relevance: Float64Array = Float64Array.from(start)
  for (let i = depth - 1; i >= 0; i--) relevance = back(stages[i]!, values[i]!, relevance, share, activation)
  return relevance
}

/** Gradient of Σ atLogits · logits in the pixels: relevance with the rule "weight times what arrives". */
export function slowGradient({ stages, values }: Trace, atLogits: ArrayLike<number>): Float64Array {
  let gradient: Float64Array = Float64Array.from(atLogits)
  const rule: SlowRule = ({ weights }, _, arriving) => weights.map((w) => w * arriving)
  for (let i = stages.length - 1; i >= 0; i--)
    gradient = back(stages[i]!, values[i]!, gradient, rule, 'gradient')
  return gradient
}

/** What each input of one unit receives of the relevance that arrives at it. */
export type SlowRule = (unit: Unit, a: readonly number[], relevance: number) => readonly number[]

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const up = (value: number) => Math.max(value, 0)
const down = (value: number) => Math.min(value, 0)
const z = ({ weights, bias }: Unit, a: readonly number[]) => sum(weights.map((w, i) => w * a[i]!)) + bias

/** R_j = a_j w_j R / (z + ε sgn z) */
export function slowEpsilon(stabilizer: number, zeroSign: 1 | -1): SlowRule {
  return (unit, a, relevance) => {
    const output = z(unit, a)
    const sign = output === 0 ? zeroSign : Math.sign(output)
    return unit.weights.map((w, i) => (a[i]! * w * relevance) / (output + stabilizer * sign))
  }
}

/** z > 0: contributions that raise z weigh 1 + γ, bias included; z < 0: those that lower it; z = 0: nothing flows. */
export function slowGamma(gamma: number): SlowRule {
  return (unit, a, relevance) => {
    const output = z(unit, a)
    if (output === 0) return unit.weights.map(() => 0)
    const favour = output > 0 ? up : down
    const terms = unit.weights.map((w, i) => a[i]! * w + gamma * favour(a[i]! * w))
    const denominator = sum(terms) + unit.bias + gamma * favour(unit.bias)
    return terms.map((term) => (term * relevance) / denominator)
  }
}

/** As released: every weight and bias u becomes u + γ (u⁺)². */
export function slowGammaReleased(gamma: number): SlowRule {
  return (unit, a, relevance) => {
    const raised = (u: number) => u + gamma * up(u) ** 2
    const terms = unit.weights.map((w, i) => a[i]! * raised(w))
    const denominator = sum(terms) + raised(unit.bias)
    return terms.map((term) => (term * relevance) / denominator)
  }
}

/** R_j = α (its part of Z⁺) R / Z⁺ - β (its part of Z⁻) R / Z⁻ */
export function slowAlphaBeta(alpha: number, beta: number, withBias: boolean): SlowRule {
  return (unit, a, relevance) => {
    const bias = withBias ? unit.bias : 0
    const terms = unit.weights.map((w, i) => a[i]! * w)
    const rising = sum(terms.map(up)) + up(bias)
    const falling = sum(terms.map(down)) + down(bias)
    return terms.map((term) => {
      const forIt = rising === 0 ? 0 : (up(term) * relevance) / rising
      const against = falling === 0 ? 0 : (down(term) * relevance) / falling
      return alpha * forIt - beta * against
    })
  }
}

function back(
  stage: Stage,
  a: Float64Array,
  arriving: Float64Array,
  share: SlowRule,
  activation: Conventions['activation'],
): Float64Array {
  const received = new Float64Array(a.length)
  switch (stage.kind) {
    case 'affine':
      stage.units.forEach((unit, k) => {
        const inputs = unit.inputs.map((j) => a[j]!)
        share(unit, inputs, arriving[k]!).forEach((part, i) => {
          received[unit.inputs[i]!]! += part
        })
      })
      return received
    case 'leakyRelu':
      return arriving.map((each, i) => (activation === 'gradient' && a[i]! <= 0 ? stage.slope * each : each))
    case 'softplus':
      return arriving.map((each, i) =>
        activation === 'gradient' ? each / (1 + Math.exp(-stage.beta * a[i]!)) : each,
      )
    case 'maxPool':
      stage.windows.forEach((window, k) => {
        received[winner(window, a)]! += arriving[k]!
      })
      return received
    default:
      return stage satisfies never
  }
}

function forward(stage: Stage, a: Float64Array): Float64Array {
  switch (stage.kind) {
    case 'affine':
      return Float64Array.from(stage.units, (unit) =>
        z(
          unit,
          unit.inputs.map((j) => a[j]!),
        ),
      )
    case 'leakyRelu':
      return a.map((value) => (value > 0 ? value : stage.slope * value))
    case 'softplus':
      return a.map((value) => up(value) + Math.log1p(Math.exp(-Math.abs(stage.beta * value))) / stage.beta)
    case 'maxPool':
      return Float64Array.from(stage.windows, (window) => a[winner(window, a)]!)
    default:
      return stage satisfies never
  }
}

function argMax(values: Float64Array): number {
  return values.reduce((best, value, i) => (value > values[best]! ? i : best), 0)
}

/** The first of the largest. */
function winner(window: readonly number[], a: Float64Array): number {
  return window.reduce((best, at) => (a[at]! > a[best]! ? at : best))
}

type Shape = readonly [height: number, width: number, channels: number]

function stagesOf({ layers, input }: Architecture, weights: readonly LayerWeights[]): readonly Stage[] {
  const stages: Stage[] = []
  let shape: Shape = input
  let next = 0
  for (const layer of layers) {
    switch (layer.kind) {
      case 'flatten':
        break
      case 'leakyRelu':
        stages.push({ kind: 'leakyRelu', slope: layer.slope })
        break
      case 'maxPool': {
        const pooled = (side: number) => Math.floor((side - layer.size) / layer.stride) + 1
        stages.push({ kind: 'maxPool', windows: windowsOf(layer, shape, pooled) })
        shape = [pooled(shape[0]), pooled(shape[1]), shape[2]]
        break
      }
      case 'dense':
        stages.push({ kind: 'affine', units: denseUnits(layer, weights[next++]!), channels: layer.out })
        break
      case 'conv':
        stages.push({ kind: 'affine', units: convUnits(layer, weights[next++]!, shape), channels: layer.out })
        shape = [shape[0] - layer.size + 1, shape[1] - layer.size + 1, layer.out]
        break
      default:
        layer satisfies never
    }
  }
  return stages
}

type LayerOf<K> = Extract<Architecture['layers'][number], { kind: K }>

function windowsOf(
  { size, stride }: LayerOf<'maxPool'>,
  [height, width, channels]: Shape,
  pooled: (n: number) => number,
) {
  return grid(pooled(height), pooled(width), channels).map(([y, x, c]) =>
    grid(size, size, 1).map(([dy, dx]) => ((y * stride + dy) * width + x * stride + dx) * channels + c),
  )
}

function denseUnits(layer: LayerOf<'dense'>, { w, b }: LayerWeights): readonly Unit[] {
  const inputs = Array.from({ length: layer.in }, (_, j) => j)
  return Array.from(b, (bias, k) => ({ inputs, bias, weights: inputs.map((j) => w[j * layer.out + k]!) }))
}

function convUnits(layer: LayerOf<'conv'>, { w, b }: LayerWeights, [height, width]: Shape): readonly Unit[] {
  const kernel = grid(layer.size, layer.size, layer.in)
  return grid(height - layer.size + 1, width - layer.size + 1, layer.out).map(([y, x, k]) => ({
    inputs: kernel.map(([dy, dx, c]) => ((y + dy) * width + x + dx) * layer.in + c),
    weights: kernel.map(([dy, dx, c]) => w[((dy * layer.size + dx) * layer.in + c) * layer.out + k]!),
    bias: b[k]!,
  }))
}

/** All index triples in row-major order. */
function grid(rows: number, columns: number, depth: number): readonly (readonly [number, number, number])[] {
  return Array.from({ length: rows * columns * depth }, (_, i) => [
    Math.floor(i / (columns * depth)),
    Math.floor(i / depth) % columns,
    i % depth,
  ])
}
