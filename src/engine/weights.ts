import { disposeWeights, keepsEightBits, uploadQuantized } from '../core/kernels/quantized.ts'
import { affineLayers, fanIn } from '../core/nn/architecture.ts'
import type { LayerTensors, Weights } from '../core/nn/network.ts'
import type { LayerWeights, Posterior, QuantizedLayer } from '../core/posterior/posterior.ts'
import { dequantize } from '../core/posterior/stored.ts'
import { joined } from '../core/rows.ts'
import * as tf from '../core/tf.ts'

/** Draws of a posterior on the backend, in blocks, the least recently used given up first. */
export interface Residency {
  /** Weights of some draws; they stay valid until the next call. */
  block(posterior: Posterior, draws: readonly number[]): Weights
  /** Frees what belongs to a posterior, or everything. */
  release(posterior?: Posterior): void
}

interface Block {
  readonly posterior: Posterior
  readonly key: string
  readonly weights: Weights
  readonly bytes: number
}

/** Keeps at most `budget` bytes of weights, stored ones in eight bits where the backend can, and always the block in use. */
export function residency(budget: number): Residency {
  let blocks: Block[] = []
  const free = ({ weights }: Block) => {
    for (const { w, b } of weights) {
      disposeWeights(w)
      b.dispose()
    }
  }
  const makeRoom = (bytes: number) => {
    let held = blocks.reduce((sum, block) => sum + block.bytes, 0)
    while (blocks.length > 0 && held + bytes > budget) {
      const oldest = blocks.shift()!
      held -= oldest.bytes
      free(oldest)
    }
  }
  return {
    block(posterior, draws) {
      const key = draws.join()
      const known = blocks.find((block) => block.posterior === posterior && block.key === key)
      if (known) {
        blocks = [...blocks.filter((block) => block !== known), known]
        return known.weights
      }
      const bytes = residentBytesPerDraw(posterior) * draws.length
      makeRoom(bytes)
      const weights = upload(posterior, draws)
      blocks.push({ posterior, key, weights, bytes })
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

function upload(posterior: Posterior, draws: readonly number[]): Weights {
  const sizes = layerSizes(posterior)
  const { levels } = posterior
  if (levels) {
    const stored = draws.map((s) => levels(s))
    return sizes.map((size, l) => storedLayer(column(stored, l), size))
  }
  const drawn = draws.map((s) => posterior.draw(s))
  return sizes.map((size, l) => drawnLayer(column(drawn, l), size))
}

function drawnLayer(draws: readonly LayerWeights[], { fan, out }: LayerSize): LayerTensors {
  return {
    w: tf.tensor3d(joined(draws.map(({ w }) => w)), [draws.length, fan, out]),
    b: tf.tensor3d(joined(draws.map(({ b }) => b)), [draws.length, 1, out]),
  }
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
