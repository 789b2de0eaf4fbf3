/** Stored draws stay in eight bits on the WASM backend: the same answers, a quarter of the memory. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Batch, Ensemble } from '../../src/core/ensemble.ts'
import { explanationOf } from '../../src/core/lrp/explain.ts'
import { rules } from '../../src/core/lrp/rules/index.ts'
import type { Posterior } from '../../src/core/posterior/posterior.ts'
import { quantize, stored } from '../../src/core/posterior/stored.ts'
import { conventionsOf, type ProtocolId } from '../../src/domain/conventions.ts'
import { resolve } from '../../src/domain/parameters.ts'
import { bytesPerDraw, residency, residentBytesPerDraw } from '../../src/engine/weights.ts'
import { startWasmWithKernels } from '../core/kernels/wasmBackend.ts'
import {
  batch,
  blackBackground,
  noise,
  randomPosterior,
  relativeError,
  withEnsemble,
} from '../core/worlds.ts'

/** Random networks whose weights went through eight bits. */
function storedPosterior(id: string, hidden: number): Posterior {
  const { architecture, draws, draw } = randomPosterior(id, { hidden, draws: 3 })
  const all = Array.from({ length: draws }, (_, s) =>
    draw(s).map(({ w, b }) => ({ w: quantize(w), b: quantize(b) })),
  )
  return stored(architecture, all)
}

/** The same numbers, of which nobody knows that eight bits hold them. */
function widened({ kind, architecture, draws, draw }: Posterior): Posterior {
  return { kind, architecture, draws, draw }
}

const rounding = 1e-5 // float32 sums of some hundred terms, added up in another order and divided by

describe('on the WASM backend', () => {
  beforeAll(() => startWasmWithKernels())

  describe.each([
    ['fc2', 96, 1],
    ['fc2', 96, 30],
    ['conv', 8, 1],
    ['conv', 8, 5],
  ] as const)('%s with %i units and %i images', (id, hidden, n) => {
    const posterior = storedPosterior(id, hidden)
    const x = batch(blackBackground(n), n)
    const both = async (ask: (ensemble: Ensemble) => Promise<Float32Array>) => {
      const eight = await withEnsemble(posterior, ask)
      const float = await withEnsemble(widened(posterior), ask)
      expect(relativeError(eight, float)).toBeLessThan(rounding)
    }

    it('agrees with float32 on logits and loss gradients', async () => {
      await both(async (ensemble) => (await ensemble.forward(x)).logits)
      await both(async (ensemble) => {
        const pass = await ensemble.forward(x)
        return (await pass.gradient(pass.logits.map((_, i) => Math.cos(i)))).data
      })
    })

    it.each(
      rules.entries.flatMap((rule) => (['defined', 'released'] as const).map((p) => [rule.id, p] as const)),
    )('agrees with float32 on heatmaps of %s as %s', async (rule, protocol) => {
      for (const layer of [0, 2])
        await both(async (ensemble) => (await explained(ensemble, x, rule, protocol, layer)).relevance())
    })

    it.each(rules.entries.map((rule) => rule.id))(
      'agrees with float32 on the gradient of an explanation with %s',
      (rule) =>
        both(async (ensemble) =>
          (await explained(ensemble.softened(20), x, rule, 'defined', 2)).gradient(noise(n, 8)),
        ),
    )
  })

  it('holds a quarter of the bytes, and says so', () => {
    const posterior = storedPosterior('fc2', 64)
    const weights = residency(2 ** 28)
    const before = tf.memory().numBytes
    weights.block(posterior, [0, 1, 2])
    expect(tf.memory().numBytes - before).toBe(3 * residentBytesPerDraw(posterior))
    expect(residentBytesPerDraw(posterior)).toBeLessThan(0.27 * bytesPerDraw(posterior))
    weights.release()
    expect(tf.memory().numBytes).toBe(before)
  })

  it('gives draws up within the budget, counted in eight bits', () => {
    const posterior = storedPosterior('fc2', 64)
    const one = residentBytesPerDraw(posterior)
    const weights = residency(2.5 * one)
    const before = tf.memory().numBytes
    for (const s of [0, 1, 2]) weights.block(posterior, [s])
    expect(tf.memory().numBytes - before).toBe(2 * one)
    weights.release()
  })

  it('keeps some of the draws that passes in order ask for again, where not all fit', () => {
    const posterior = storedPosterior('fc2', 16)
    const levels = vi.fn(posterior.levels!)
    const counted = { ...posterior, levels }
    const weights = residency(2.5 * residentBytesPerDraw(posterior))
    const passes = 20
    for (let pass = 0; pass < passes; pass++) for (const s of [0, 1, 2]) weights.block(counted, [s])
    expect(levels.mock.calls.length).toBeGreaterThan(3)
    expect(levels.mock.calls.length).toBeLessThan(0.9 * 3 * passes)
    weights.release()
  })

  it('leaves nothing behind of weights that a rule changes', async () => {
    const posterior = storedPosterior('fc2', 96)
    await withEnsemble(posterior, async (ensemble) => {
      const { relevance } = await explained(ensemble, batch(noise(1), 1), 'gamma', 'defined', 2)
      await relevance() // denominators stay until the pass is freed
      const before = tf.memory().numTensors
      await relevance()
      expect(tf.memory().numTensors).toBe(before)
    })
  })
})

describe('on a backend without products of its own in eight bits', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu')
  })

  it('counts float32', () => {
    const posterior = storedPosterior('fc2', 16)
    expect(residentBytesPerDraw(posterior)).toBe(bytesPerDraw(posterior))
  })

  it('answers as if they had been float32 all along', async () => {
    const posterior = storedPosterior('fc2', 16)
    const x = batch(noise(2), 2)
    const logits = async (ensemble: Ensemble) => (await ensemble.forward(x)).logits
    expect(await withEnsemble(posterior, logits)).toEqual(await withEnsemble(widened(posterior), logits))
  })
})

async function explained(ensemble: Ensemble, x: Batch, id: string, protocol: ProtocolId, layer: number) {
  const rule = rules.get(id)
  const conventions = conventionsOf(protocol, { explainedClass: 'own' })
  const choice = { rule, values: resolve(id, rule.parameters), layer, conventions }
  const pass = await ensemble.forward(x)
  const { explanation } = explanationOf(ensemble, pass, x, choice)
  return {
    relevance: () => pass.relevancePerDraw(explanation),
    gradient: async (atHeatmap: Float32Array) =>
      (await pass.explanationGradient(explanation, atHeatmap)).data,
  }
}
