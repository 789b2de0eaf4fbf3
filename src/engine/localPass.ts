import type {
  Batch,
  Explanation,
  OutputExplanation,
  Pass,
  PixelGradient,
  RelevanceMoments,
} from '../core/ensemble.ts'
import { moments as momentsOf } from '../core/kernels/ops.ts'
import { type DenominatorStore, type Denominators, denominatorStore } from '../core/lrp/denominators.ts'
import { type Explainer, propagate } from '../core/lrp/propagate.ts'
import { pullback } from '../core/lrp/pullback.ts'
import { innerStart, isOutput, outputStartJacobian } from '../core/lrp/start.ts'
import {
  type Activations,
  backward,
  forward,
  lastStepOf,
  logits,
  type Network,
  type Tape,
  type Weights,
} from '../core/nn/network.ts'
import type { Posterior } from '../core/posterior/posterior.ts'
import { rows } from '../core/rows.ts'
import * as tf from '../core/tf.ts'
import type { Context } from '../domain/task.ts'
import { type Block, input, pixelsOf, slice, weightsOf } from './blocks.ts'
import type { Residency } from './weights.ts'

const tapeBytes = 320 * 2 ** 20 // activations and denominators kept for a pass; beyond it a block runs forward again

export interface LocalOptions {
  readonly residency: Residency
  readonly context: Context
  /** Said of the work at checkpoints. */
  readonly label?: string
}

/** A pass that holds tapes until it is freed; it answers afterwards too, by running forward again. */
export interface LocalPass extends Pass {
  free(): void
}

/** What a pass is made of. */
export interface Setting extends LocalOptions {
  readonly posterior: Posterior
  readonly net: Network
  readonly blocks: readonly Block[]
  readonly draws: number
  readonly batch: Batch
}

/** Runs all blocks forward over a batch. */
export async function localPass(setting: Setting): Promise<LocalPass> {
  const { net, draws, batch, blocks } = setting
  const { classes } = net.architecture
  const out = new Float32Array(draws * batch.n * classes)
  const held = new Map<Block, { readonly tape: Tape; readonly denominators: DenominatorStore }>()
  const free = () => {
    for (const { tape, denominators } of held.values()) {
      tf.dispose(tensorsOf(tape))
      denominators.free()
    }
    held.clear()
  }
  const keep = draws * batch.n * tapeSize(net) <= tapeBytes
  /** Runs `work` on a block's tape; what it returns is read out, everything else freed. */
  const onBlock = async (block: Block, work: (tape: Tape, weights: Weights) => tf.Tensor[]) => {
    const weights = weightsFor(setting, block)
    const results = tf.tidy(() =>
      work(held.get(block)?.tape ?? forward(net, weights, input(batch, block, net)), weights),
    )
    const values = await Promise.all(results.map((result) => result.data<'float32'>()))
    tf.dispose(results)
    return values
  }
  const eachBlock = async (run: (block: Block) => Promise<void>) => {
    for (const block of blocks) {
      await setting.context.checkpoint({ step: block.from, of: draws, ...label(setting) })
      await run(block)
    }
  }
  try {
    await eachBlock(async (block) => {
      if (keep) {
        const weights = weightsFor(setting, block)
        const tape = kept(() => forward(net, weights, input(batch, block, net)))
        held.set(block, { tape, denominators: denominatorStore() })
      }
      const [values] = await onBlock(block, (tape) => [logits(tape).clone()])
      out.set(values!, block.from * batch.n * classes)
    })
  } catch (error) {
    free()
    throw error
  }
  const work: Work = {
    setting,
    eachBlock,
    onBlock,
    denominators: (block, explainer) => held.get(block)?.denominators.by(explainer),
  }
  return {
    logits: out,
    free,
    gradient: (atLogits, weights) => gradient(work, atLogits, weights),
    relevance: (of) => moments(work, of),
    relevancePerDraw: (of) => perDraw(work, of),
    explanationGradient: (of, atHeatmap) => explanationGradient(work, out, of, atHeatmap),
  }
}

/** What a pass offers to those who compute on it. */
interface Work {
  readonly setting: Setting
  /** Runs once a block, with a checkpoint before each. */
  eachBlock(run: (block: Block) => Promise<void>): Promise<void>
  /** Runs on a block's tape; what is returned is read out, everything else freed. */
  onBlock(block: Block, work: (tape: Tape, weights: Weights) => tf.Tensor[]): Promise<Float32Array[]>
  /** Those kept beside a block's tape. */
  denominators(block: Block, of: Explainer): Denominators | undefined
}

function weightsFor({ residency, posterior }: Setting, { draws }: Block): Weights {
  return residency.block(posterior, draws)
}

/** Gradients at the pixels of every draw, read out as mean or one by one, and which of them are wholly zero. */
async function pixelGradient(
  { setting: { net, batch, draws }, eachBlock, onBlock }: Work,
  ofBlock: (block: Block, tape: Tape, weights: Weights) => Activations,
  count: (each: Activations, block: Block) => Activations = (each) => each,
): Promise<PixelGradient> {
  const size = batch.n * pixelsOf(net)
  const data = new Float32Array(batch.perDraw ? draws * size : size)
  const dead = new Uint8Array(draws * batch.n)
  await eachBlock(async (block) => {
    const [values, largest] = await onBlock(block, (tape, weights) => {
      const each = ofBlock(block, tape, weights)
      return [batch.perDraw ? each : count(each, block).sum(0), each.abs().max(2)]
    })
    if (batch.perDraw) data.set(values!, block.from * size)
    else add(data, values!, 1 / draws)
    largest!.forEach((value, i) => {
      dead[block.from * batch.n + i] = value === 0 ? 1 : 0
    })
  })
  return { data, dead }
}

/** The gradient of a function of the logits, given its gradient there. */
function gradient(work: Work, atLogits: Float32Array, drawWeights?: Float32Array): Promise<PixelGradient> {
  const { net, batch } = work.setting
  return pixelGradient(
    work,
    (block, tape, weights) => backward(weights, tape, slice(atLogits, block, batch.n, net)),
    (each, block) => (drawWeights ? each.mul(weightsOf(drawWeights, block, batch.n)) : each),
  )
}

/** The gradient of a function of the heatmap, given its gradient there. */
function explanationGradient(
  work: Work,
  allLogits: Float32Array,
  of: OutputExplanation,
  atHeatmap: Float32Array,
): Promise<PixelGradient> {
  const { net, batch } = work.setting
  return pixelGradient(work, (block, tape, weights) => {
    const { start, part } = beginning(net, of, tape, block, batch.n)
    const cotangent = input({ ...batch, data: atHeatmap }, block, net)
    const atStart = startAdjoint(net, of, allLogits, block, batch.n)
    return pullback(weights, part, of, { start, cotangent, atStart })
  })
}

async function moments(work: Work, of: Explanation): Promise<RelevanceMoments> {
  const { net, batch, draws } = work.setting
  const size = batch.n * pixelsOf(net)
  const all = new Float32Array(4 * size)
  const start = new Float32Array(batch.n)
  await work.eachBlock(async (block) => {
    const sums = await work.onBlock(block, (tape, weights) => {
      const { relevance, from } = explain(work, of, tape, weights, block)
      return [momentsOf(relevance), from.sum([0, 2])]
    })
    ;[all, start].forEach((total, i) => add(total, sums[i]!, 1 / draws))
  })
  const [mean, square, positive, negative] = rows(all, 4)
  return { mean: mean!, square: square!, positive: positive!, negative: negative!, start }
}

async function perDraw(work: Work, of: Explanation): Promise<Float32Array> {
  const { net, batch, draws } = work.setting
  const size = batch.n * pixelsOf(net)
  const all = new Float32Array(draws * size)
  await work.eachBlock(async (block) => {
    const [values] = await work.onBlock(block, (tape, weights) => [
      explain(work, of, tape, weights, block).relevance,
    ])
    all.set(values!, block.from * size)
  })
  return all
}

/** From the gradient at the starting relevance to the gradient at what it started from. */
function startAdjoint(
  net: Network,
  of: OutputExplanation,
  allLogits: Float32Array,
  { from, to }: Block,
  n: number,
) {
  if (!isOutput(net, of.layer))
    return (gradient: Activations): Activations =>
      of.conventions.innerStart === 'activation' ? gradient : tf.zerosLike(gradient)
  const { classes } = net.architecture
  const rows = (to - from) * n
  const jacobians = new Float32Array(rows * classes * classes)
  for (let row = 0; row < rows; row++) {
    const at = from * n + row
    const z = allLogits.subarray(at * classes, (at + 1) * classes)
    jacobians.set(outputStartJacobian(z, of.classes[at]!, of.conventions.start), row * classes * classes)
  }
  return (gradient: Activations): Activations => {
    const product = tf.matMul(
      gradient.reshape([rows, 1, classes]),
      tf.tensor3d(jacobians, [rows, classes, classes]),
    )
    return product.reshape([to - from, n, classes])
  }
}

function explain(
  { setting: { net, batch }, denominators }: Work,
  of: Explanation,
  tape: Tape,
  weights: Weights,
  block: Block,
) {
  const { start, part } = beginning(net, of, tape, block, batch.n)
  return { from: start, relevance: propagate(weights, part, start, of, denominators(block, of)) }
}

/** Where an explanation begins: the relevance it starts from, and the part of the tape below. */
function beginning(net: Network, of: Explanation, tape: Tape, block: Block, n: number) {
  if (isOutput(net, of.layer)) return { start: slice(of.start, block, n, net), part: tape }
  const start = innerStart(net, tape, of.layer, of.conventions.innerStart)
  return { start, part: tape.slice(0, lastStepOf(net, of.layer) + 1) }
}

/** A tape that outlives the tidy it was made in. */
function kept(run: () => Tape): Tape {
  let tape: Tape = []
  tf.tidy(() => {
    tape = run()
    return tensorsOf(tape)
  })
  return tape
}

function tensorsOf(tape: Tape): tf.Tensor[] {
  const all = tape.flatMap(({ input, output, winner }) =>
    winner ? [input, output, winner] : [input, output],
  )
  return [...new Set<tf.Tensor>(all)]
}

/** Images that can be attacked, each beside its control, without running forward again for every heatmap. */
export function imagesWithTapes(net: Network, draws: number): number {
  return Math.max(1, Math.floor(tapeBytes / (2 * draws * tapeSize(net))))
}

/** Bytes of the tape of one image in one draw, and of a rule's denominators beside it. */
function tapeSize(net: Network): number {
  const features = net.layers.reduce(
    (sum, layer) => sum + (layer.kind === 'affine' ? 5 * layer.map.output.reduce((a, b) => a * b, 1) : 0),
    0,
  )
  return 4 * features
}

function add(total: Float32Array, part: Float32Array, scale: number): void {
  for (let i = 0; i < total.length; i++) total[i]! += scale * part[i]!
}

function label({ label }: Setting): { label?: string } {
  return label === undefined ? {} : { label }
}
