import { affineLayers, fanIn } from '../core/nn/architecture.ts'
import type { LayerTensors, Weights } from '../core/nn/network.ts'
import type { Posterior } from '../core/posterior/posterior.ts'
import * as tf from '../core/tf.ts'

/** Draws of a posterior on the backend, in blocks of consecutive draws, the least recently used given up first. */
export interface Residency {
  /** Weights of draws from … to - 1; they stay valid until the next call. */
  block(posterior: Posterior, from: number, to: number): Weights
  /** Frees what belongs to a posterior, or everything. */
  release(posterior?: Posterior): void
}

interface Block {
  readonly posterior: Posterior
  readonly key: string
  readonly weights: Weights
  readonly bytes: number
}

/** Keeps at most `budget` bytes of float32 weights, and always the block in use. */
export function residency(budget: number): Residency {
  let blocks: Block[] = []
  const free = (block: Block) => tf.dispose(block.weights.flatMap(({ w, b }) => [w, b]))
  const makeRoom = (bytes: number) => {
    let held = blocks.reduce((sum, block) => sum + block.bytes, 0)
    while (blocks.length > 0 && held + bytes > budget) {
      const oldest = blocks.shift()!
      held -= oldest.bytes
      free(oldest)
    }
  }
  return {
    block(posterior, from, to) {
      const key = `${from}:${to}`
      const known = blocks.find((block) => block.posterior === posterior && block.key === key)
      if (known) {
        blocks = [...blocks.filter((block) => block !== known), known]
        return known.weights
      }
      makeRoom(bytesPerDraw(posterior) * (to - from))
      const weights = upload(posterior, from, to)
      blocks.push({ posterior, key, weights, bytes: bytesPerDraw(posterior) * (to - from) })
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

function upload(posterior: Posterior, from: number, to: number): Weights {
  const sizes = layerSizes(posterior)
  const draws = to - from
  const kernels = sizes.map(({ fan, out }) => new Float32Array(draws * fan * out))
  const biases = sizes.map(({ out }) => new Float32Array(draws * out))
  for (let s = 0; s < draws; s++) {
    posterior.draw(from + s).forEach(({ w, b }, l) => {
      kernels[l]!.set(w, s * w.length)
      biases[l]!.set(b, s * b.length)
    })
  }
  return sizes.map(({ fan, out }, l): LayerTensors => {
    return { w: tf.tensor3d(kernels[l]!, [draws, fan, out]), b: tf.tensor3d(biases[l]!, [draws, 1, out]) }
  })
}

function layerSizes({
  architecture,
}: Pick<Posterior, 'architecture'>): readonly { fan: number; out: number }[] {
  return affineLayers(architecture.layers).map((spec) => ({ fan: fanIn(spec), out: spec.out }))
}
