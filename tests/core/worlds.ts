/** Small known worlds for the tests: random networks, posteriors and images, all from keys. */

import { asBatch } from '../../src/core/attacks/victim.ts'
import { type Architecture, affineLayers, kernelShape } from '../../src/core/nn/architecture.ts'
import { architecture } from '../../src/core/nn/architectures/index.ts'
import type { LayerWeights, Posterior } from '../../src/core/posterior/posterior.ts'
import * as tf from '../../src/core/tf.ts'
import { key, normal, split, uniform } from '../../src/domain/random.ts'
import { unobserved } from '../../src/domain/task.ts'
import { drawRanges } from '../../src/engine/drawRanges.ts'
import { type LocalEnsemble, localEnsemble } from '../../src/engine/ensemble.ts'
import { residency } from '../../src/engine/weights.ts'
import { startWasmWithKernels } from './kernels/wasmBackend.ts'

export const pixels = 784

export interface WorldOptions {
  readonly hidden?: number
  readonly draws?: number
  readonly seed?: number
  readonly bias?: boolean
  /** Standard deviation of the weights times the square root of the fan-in. */
  readonly gain?: number
}

/** Draws of independent random networks. */
export function randomPosterior(
  id: string,
  { hidden = 8, draws = 3, seed = 1, bias = true, gain = 1.4 }: WorldOptions = {},
): Posterior {
  const net = architecture(id, hidden)
  const all = Array.from({ length: draws }, (_, s) => randomLayers(net, split(key(seed), s), bias, gain))
  return { kind: 'stored', architecture: net, draws, draw: (s) => all[s]! }
}

/** Images with a black background, as MNIST has: ties in every pooling window. */
export function blackBackground(n: number, seed = 5): Float32Array {
  const values = uniform(key(seed), n * pixels)
  return values.map((value, i) => {
    const [row, column] = [Math.floor((i % pixels) / 28), i % 28]
    return row > 6 && row < 21 && column > 8 && column < 20 && value > 0.4 ? value : 0
  })
}

/** Images without a zero pixel. */
export function noise(n: number, seed = 6): Float32Array {
  return uniform(key(seed), n * pixels, 0.01, 1)
}

/** Runs work on an ensemble of the current backend and frees it. */
export async function withEnsemble<T>(
  posterior: Posterior,
  work: (ensemble: LocalEnsemble) => Promise<T>,
  draws = posterior.draws,
): Promise<T> {
  const weights = residency(2 ** 28)
  const ensemble = localEnsemble(posterior, drawRanges(posterior, draws), {
    residency: weights,
    context: unobserved,
  })
  try {
    return await work(ensemble)
  } finally {
    ensemble.release()
    weights.release()
  }
}

/** The backend for tests that are about mathematics: WebAssembly with our kernels, as the page has it. */
export async function pageBackend(): Promise<void> {
  tf.env().set('IS_NODE', false)
  await startWasmWithKernels()
}

/** Largest difference over the largest expected value. */
export function relativeError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [worst, largest] = [0, 0]
  for (let i = 0; i < expected.length; i++) {
    worst = Math.max(worst, Math.abs(found[i]! - expected[i]!))
    largest = Math.max(largest, Math.abs(expected[i]!))
  }
  return worst / largest
}

export const batch = asBatch

function randomLayers(
  net: Architecture,
  from: ReturnType<typeof key>,
  bias: boolean,
  gain: number,
): LayerWeights[] {
  return affineLayers(net.layers).map((spec, l) => {
    const shape = kernelShape(spec)
    const count = shape.reduce((product, side) => product * side, 1)
    const scale = gain / Math.sqrt(count / spec.out)
    return {
      w: normal(split(from, `w${l}`), count).map((value) => value * scale),
      b: normal(split(from, `b${l}`), spec.out).map((value) => (bias ? value * 0.1 : 0)),
    }
  })
}
