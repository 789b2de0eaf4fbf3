import type {
  Batch,
  Ensemble,
  Explanation,
  OutputExplanation,
  Pass,
  PixelGradient,
  RelevanceMoments,
} from '../core/ensemble.ts'
import { propagate } from '../core/lrp/propagate.ts'
import { pullback } from '../core/lrp/pullback.ts'
import { innerStart, isOutput, outputStartJacobian } from '../core/lrp/start.ts'
import {
  type Activations,
  backward,
  forward,
  lastStepOf,
  logits,
  type Network,
  network,
  softened,
  type Tape,
  type Weights,
} from '../core/nn/network.ts'
import type { Posterior } from '../core/posterior/posterior.ts'
import * as tf from '../core/tf.ts'
import type { Context } from '../domain/task.ts'
import { type DrawRange, drawsIn } from './drawRanges.ts'
import type { Residency } from './weights.ts'

export interface LocalOptions {
  readonly residency: Residency
  readonly context: Context
  /** Said of the work at checkpoints. */
  readonly label?: string
}

export interface LocalEnsemble extends Ensemble {
  /** Frees the tapes of the passes. */
  release(): void
}

const tapeBytes = 256 * 2 ** 20 // activations kept for a pass; beyond it a block runs forward again
const passesKept = 2

/** Some draws of a posterior, given as ranges, computed on the current backend one range after the other. */
export function localEnsemble(
  posterior: Posterior,
  ranges: readonly DrawRange[],
  options: LocalOptions,
): LocalEnsemble {
  return ensembleOf(network(posterior.architecture), posterior, ranges, options)
}

function ensembleOf(
  net: Network,
  posterior: Posterior,
  ranges: readonly DrawRange[],
  options: LocalOptions,
): LocalEnsemble {
  const soft = new Map<number, LocalEnsemble>()
  const blocks = blocksOf(ranges)
  const draws = drawsIn(ranges)
  const passes: { batch: Batch; pass: Promise<LocalPass> }[] = []
  return {
    network: net,
    draws,
    forward(batch) {
      const known = passes.find((each) => each.batch === batch)
      if (known) return known.pass
      while (passes.length >= passesKept) release(passes.shift()!.pass)
      const pass = localPass({ posterior, net, blocks, draws, batch, ...options })
      passes.push({ batch, pass })
      return pass
    },
    softened(beta) {
      // an attack that sharpens as it goes would otherwise hold the tapes of every sharpness it went through
      soft.forEach((each, sharpness) => sharpness !== beta && each.release())
      const known = soft.get(beta) ?? ensembleOf(softened(net, beta), posterior, ranges, options)
      soft.set(beta, known)
      return known
    },
    release() {
      soft.forEach((each) => each.release())
      passes.splice(0).forEach(({ pass }) => release(pass))
    },
  }
}

interface LocalPass extends Pass {
  free(): void
}

interface Setting extends LocalOptions {
  readonly posterior: Posterior
  readonly net: Network
  readonly blocks: readonly Block[]
  readonly draws: number
  readonly batch: Batch
}

/** A range of draws in its place: the ensemble's own draws from … to - 1 are the posterior's from `first` on. */
interface Block {
  readonly from: number
  readonly to: number
  readonly first: number
}

function release(pass: Promise<LocalPass>): void {
  pass.then(
    (done) => done.free(),
    () => {}, // a pass that failed holds nothing
  )
}

async function localPass(setting: Setting): Promise<LocalPass> {
  const { net, draws, batch, blocks } = setting
  const { classes } = net.architecture
  const out = new Float32Array(draws * batch.n * classes)
  const tapes = new Map<Block, Tape>()
  const free = () => {
    tapes.forEach((tape) => tf.dispose(tensorsOf(tape)))
    tapes.clear()
  }
  const keep = tapeSize(setting) <= tapeBytes
  /** Runs `work` on a block's tape; what it returns is read out, everything else freed. */
  const onBlock = async (block: Block, work: (tape: Tape, weights: Weights) => tf.Tensor[]) => {
    const weights = weightsFor(setting, block)
    const results = tf.tidy(() =>
      work(tapes.get(block) ?? forward(net, weights, input(batch, block, net)), weights),
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
        tapes.set(
          block,
          kept(() => forward(net, weights, input(batch, block, net))),
        )
      }
      const [values] = await onBlock(block, (tape) => [logits(tape).clone()])
      out.set(values!, block.from * batch.n * classes)
    })
  } catch (error) {
    free()
    throw error
  }
  return {
    logits: out,
    free,
    gradient: (atLogits, weights) => gradient(setting, atLogits, weights, eachBlock, onBlock),
    relevance: (of) => moments(setting, of, eachBlock, onBlock),
    relevancePerDraw: (of) => perDraw(setting, of, eachBlock, onBlock),
    explanationGradient: (of, atHeatmap) =>
      explanationGradient(setting, out, of, atHeatmap, eachBlock, onBlock),
  }
}

function weightsFor({ residency, posterior }: Setting, { from, to, first }: Block): Weights {
  return residency.block(posterior, first, first + to - from)
}

type EachBlock = (run: (block: Block) => Promise<void>) => Promise<void>
type OnBlock = (block: Block, work: (tape: Tape, weights: Weights) => tf.Tensor[]) => Promise<Float32Array[]>

async function gradient(
  { net, batch, draws }: Setting,
  atLogits: Float32Array,
  drawWeights: Float32Array | undefined,
  eachBlock: EachBlock,
  onBlock: OnBlock,
): Promise<PixelGradient> {
  const size = batch.n * pixelsOf(net)
  const data = new Float32Array(batch.perDraw ? draws * size : size)
  const dead = new Uint8Array(draws * batch.n)
  await eachBlock(async (block) => {
    const [values, alive] = await onBlock(block, (tape, weights) => {
      const each = backward(weights, tape, slice(atLogits, block, batch.n, net))
      const alive = each.abs().max(2)
      if (batch.perDraw) return [each, alive]
      const counted = drawWeights ? each.mul(weightsOf(drawWeights, block, batch.n)) : each
      return [counted.sum(0), alive]
    })
    if (batch.perDraw) data.set(values!, block.from * size)
    else add(data, values!, 1 / draws)
    markDead(dead, alive!, block.from * batch.n)
  })
  return { data, dead }
}

async function moments(
  { net, batch, draws }: Setting,
  of: Explanation,
  eachBlock: EachBlock,
  onBlock: OnBlock,
): Promise<RelevanceMoments> {
  const size = batch.n * pixelsOf(net)
  const [mean, square, positive, negative] = [0, 0, 0, 0].map(() => new Float32Array(size)) as Four
  const start = new Float32Array(batch.n)
  await eachBlock(async (block) => {
    const sums = await onBlock(block, (tape, weights) => {
      const { relevance, from } = explain(net, of, tape, weights, block, batch.n)
      return [
        relevance.sum(0),
        relevance.square().sum(0),
        tf.step(relevance).sum(0),
        tf.step(tf.neg(relevance)).sum(0),
        from.sum([0, 2]),
      ]
    })
    ;[mean, square, positive, negative, start].forEach((total, i) => add(total, sums[i]!, 1 / draws))
  })
  return { mean, square, positive, negative, start }
}

type Four = [Float32Array, Float32Array, Float32Array, Float32Array]

async function perDraw(
  { net, batch, draws }: Setting,
  of: Explanation,
  eachBlock: EachBlock,
  onBlock: OnBlock,
): Promise<Float32Array> {
  const size = batch.n * pixelsOf(net)
  const all = new Float32Array(draws * size)
  await eachBlock(async (block) => {
    const [values] = await onBlock(block, (tape, weights) => [
      explain(net, of, tape, weights, block, batch.n).relevance,
    ])
    all.set(values!, block.from * size)
  })
  return all
}

async function explanationGradient(
  { net, batch, draws }: Setting,
  allLogits: Float32Array,
  of: OutputExplanation,
  atHeatmap: Float32Array,
  eachBlock: EachBlock,
  onBlock: OnBlock,
): Promise<PixelGradient> {
  const size = batch.n * pixelsOf(net)
  const data = new Float32Array(batch.perDraw ? draws * size : size)
  const dead = new Uint8Array(draws * batch.n)
  await eachBlock(async (block) => {
    const [values, alive] = await onBlock(block, (tape, weights) => {
      const { start, part } = beginning(net, of, tape, block, batch.n)
      const cotangent = input({ ...batch, data: atHeatmap }, block, net)
      const atStart = startAdjoint(net, of, allLogits, block, batch.n)
      const each = pullback(weights, part, of, { start, cotangent, atStart })
      return [batch.perDraw ? each : each.sum(0), each.abs().max(2)]
    })
    if (batch.perDraw) data.set(values!, block.from * size)
    else add(data, values!, 1 / draws)
    markDead(dead, alive!, block.from * batch.n)
  })
  return { data, dead }
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

function markDead(dead: Uint8Array, alive: Float32Array, offset: number): void {
  alive.forEach((largest, i) => {
    dead[offset + i] = largest === 0 ? 1 : 0
  })
}

function explain(net: Network, of: Explanation, tape: Tape, weights: Weights, block: Block, n: number) {
  const { start, part } = beginning(net, of, tape, block, n)
  return { from: start, relevance: propagate(weights, part, start, of) }
}

/** Where an explanation begins: the relevance it starts from, and the part of the tape below. */
function beginning(net: Network, of: Explanation, tape: Tape, block: Block, n: number) {
  if (isOutput(net, of.layer)) return { start: slice(of.start, block, n, net), part: tape }
  const start = innerStart(net, tape, of.layer, of.conventions.innerStart)
  return { start, part: tape.slice(0, lastStepOf(net, of.layer) + 1) }
}

/** The rows of a block from [S, n, classes]. */
function slice(values: Float32Array, { from, to }: Block, n: number, net: Network): Activations {
  const row = n * net.architecture.classes
  return tf.tensor3d(values.subarray(from * row, to * row), [to - from, n, net.architecture.classes])
}

/** A factor for each draw and image, [S, n, 1]. */
function weightsOf(values: Float32Array, { from, to }: Block, n: number): tf.Tensor3D {
  return tf.tensor3d(values.subarray(from * n, to * n), [to - from, n, 1])
}

function input(batch: Batch, { from, to }: Block, net: Network): Activations {
  const pixels = pixelsOf(net)
  if (!batch.perDraw) return tf.tensor3d(batch.data, [1, batch.n, pixels])
  const row = batch.n * pixels
  return tf.tensor3d(batch.data.subarray(from * row, to * row), [to - from, batch.n, pixels])
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

/** Bytes of the tapes of all draws. */
function tapeSize({ net, batch, draws }: Setting): number {
  const features = net.layers.reduce(
    (sum, layer) => sum + (layer.kind === 'affine' ? 4 * layer.map.output.reduce((a, b) => a * b, 1) : 0),
    0,
  )
  return 4 * features * batch.n * draws
}

function pixelsOf(net: Network): number {
  return net.architecture.input.reduce((product, side) => product * side, 1)
}

function blocksOf(ranges: readonly DrawRange[]): readonly Block[] {
  let from = 0
  return ranges.map(({ first, count }) => {
    const block = { from, to: from + count, first }
    from += count
    return block
  })
}

function add(total: Float32Array, part: Float32Array, scale: number): void {
  for (let i = 0; i < total.length; i++) total[i]! += scale * part[i]!
}

function label({ label }: Setting): { label?: string } {
  return label === undefined ? {} : { label }
}
