import { disposeWeights, keepsEightBits, uploadQuantized } from '../core/kernels/quantized.ts'
import { affineLayers, fanIn } from '../core/nn/architecture.ts'
import type { LayerTensors, Weights } from '../core/nn/network.ts'
import type { Posterior, QuantizedLayer } from '../core/posterior/posterior.ts'
import { dequantize } from '../core/posterior/stored.ts'
import { joined, rows } from '../core/rows.ts'
import * as tf from '../core/tf.ts'
import { key, stream } from '../domain/random.ts'

/**
 * Draws of a posterior on the backend, in blocks. Where they are too many, one by lot makes room: passes go round all
 * draws in order, so that the least recently used is the one that is needed next.
 */
export interface Residency {
  /** Weights of some draws; they stay valid until the next call. */
  block(posterior: Posterior, draws: readonly number[]): Weights
  /** Frees what belongs to a posterior, or everything. */
  release(posterior?: Posterior): void
}

interface Block {
  readonly posterior: Posterior
  readonly name: string
  readonly weights: Weights
  readonly bytes: number
}

/** Keeps at most `budget` bytes of weights, stored ones in eight bits where the backend can, and always the block in use. */
export function residency(budget: number): Residency {
  let blocks: Block[] = []
  const room = workspace()
  const lot = stream(key(0))
  const free = ({ weights }: Block) => {
    for (const { w, b } of weights) {
      disposeWeights(w)
      b.dispose()
    }
  }
  const makeRoom = (bytes: number) => {
    let held = blocks.reduce((sum, block) => sum + block.bytes, 0)
    while (blocks.length > 0 && held + bytes > budget) {
      const [gone] = blocks.splice(lot() % blocks.length, 1)
      held -= gone!.bytes
      free(gone!)
    }
  }
  return {
    block(posterior, draws) {
      const name = draws.join()
      const known = blocks.find((block) => block.posterior === posterior && block.name === name)
      if (known) return known.weights
      const bytes = residentBytesPerDraw(posterior) * draws.length
      makeRoom(bytes)
      const weights = upload(posterior, draws, room)
      blocks.push({ posterior, name, weights, bytes })
      return weights
    },
    release(posterior) {
      const [gone, kept] = [
        blocks.filter((block) => !posterior || block.posterior === posterior),
        blocks.filter((block) => posterior && block.posterior !== posterior),
      ]
      gone.forEach(free)
      blocks = kept
    },
  }
}

/** Bytes of one draw's weights in float32. */
export function bytesPerDraw(posterior: Pick<Posterior, 'architecture'>): number {
  return layerSizes(posterior).reduce((sum, { fan, out }) => sum + 4 * (fan + 1) * out, 0)
}

/** Bytes of one draw's weights as they lie on the current backend. */
export function residentBytesPerDraw(posterior: Pick<Posterior, 'architecture' | 'levels'>): number {
  if (!posterior.levels || !keepsEightBits()) return bytesPerDraw(posterior)
  return layerSizes(posterior).reduce((sum, { fan, out }) => sum + fan * out + 4 * (out + 1), 0)
}

function upload(posterior: Posterior, draws: readonly number[], room: Workspace): Weights {
  const sizes = layerSizes(posterior)
  const { levels } = posterior
  if (!levels) return drawnLayers(posterior, draws, room)
  const stored = draws.map((s) => levels(s))
  return sizes.map((size, l) => storedLayer(column(stored, l), size))
}

/** An array of so many numbers, written before it is read; it may be the one of the last call. */
type Workspace = (count: number) => Float32Array

/**
 * Draws that are made anew at every pass would leave their size behind as garbage each time, faster than it is
 * collected. TensorFlow.js copies arrays to WebAssembly at once, so that one array serves all; GPUs read them later.
 */
function workspace(): Workspace {
  let kept = new Float32Array()
  return (count) => {
    if (tf.getBackend() !== 'wasm') return new Float32Array(count)
    if (kept.length < count) kept = new Float32Array(count)
    return kept
  }
}

function drawnLayers(posterior: Posterior, draws: readonly number[], room: Workspace): Weights {
  const count = draws.length
  const sizes = layerSizes(posterior)
  const numbers = room(count * sizes.reduce((sum, { fan, out }) => sum + (fan + 1) * out, 0))
  let at = 0
  const next = (size: number) => numbers.subarray(at, (at += size))
  const layers = sizes.map(({ fan, out }) => ({ w: next(count * fan * out), b: next(count * out) }))
  for (const [s, draw] of draws.entries()) {
    const into = layers.map(({ w, b }) => ({ w: rows(w, count)[s]!, b: rows(b, count)[s]! }))
    for (const [l, { w, b }] of posterior.draw(draw, into).entries()) {
      if (w !== into[l]!.w) into[l]!.w.set(w)
      if (b !== into[l]!.b) into[l]!.b.set(b)
    }
  }
  return layers.map(({ w, b }, l) => ({
    w: tf.tensor3d(w, [count, sizes[l]!.fan, sizes[l]!.out]),
    b: tf.tensor3d(b, [count, 1, sizes[l]!.out]),
  }))
}

/** The weights as they are stored; biases are few and become float32. */
function storedLayer(draws: readonly QuantizedLayer[], { fan, out }: LayerSize): LayerTensors {
  const levels = new Int8Array(draws.length * fan * out)
  draws.forEach(({ w }, s) => {
    levels.set(w.levels, s * fan * out)
  })
  const scales = Float32Array.from(draws, ({ w }) => w.scale)
  return {
    w: uploadQuantized(levels, scales, [draws.length, fan, out]),
    b: tf.tensor3d(joined(draws.map(({ b }) => dequantize(b))), [draws.length, 1, out]),
  }
}

function column<T>(rows: readonly (readonly T[])[], l: number): readonly T[] {
  return rows.map((row) => row[l]!)
}

interface LayerSize {
  readonly fan: number
  readonly out: number
}

function layerSizes({ architecture }: Pick<Posterior, 'architecture'>): readonly LayerSize[] {
  return affineLayers(architecture.layers).map((spec) => ({ fan: fanIn(spec), out: spec.out }))
}
