import { readFile } from 'node:fs/promises'
import { beforeAll, expect, it } from 'vitest'
import { modelReader } from '../../src/cli/modelFolder.ts'
import { type AttackSetting, imageKeys } from '../../src/core/attacks/attack.ts'
import { attackEnsemble } from '../../src/core/attacks/attackEnsemble.ts'
import { attacks } from '../../src/core/attacks/index.ts'
import { toUnit } from '../../src/core/datasets/dataset.ts'
import { mnist } from '../../src/core/datasets/mnist.ts'
import { explain } from '../../src/core/lrp/explain.ts'
import { rules } from '../../src/core/lrp/rules/index.ts'

import { point } from '../../src/core/posterior/point.ts'
import type { LayerWeights, Posterior } from '../../src/core/posterior/posterior.ts'
import { quantize } from '../../src/core/posterior/stored.ts'
import { predictive } from '../../src/core/predictive.ts'
import { conventionsOf } from '../../src/domain/conventions.ts'
import { resolve } from '../../src/domain/parameters.ts'
import { key, split, uniform } from '../../src/domain/random.ts'
import { unobserved } from '../../src/domain/task.ts'
import { common, topK } from '../../src/domain/topK.ts'
import { openModel } from '../../src/engine/modelFormat.ts'
import { toFloat16, toFloat32 } from '../../src/engine/safetensors.ts'
import { openTestSet } from '../../src/engine/testSet.ts'
import { batch, pageBackend, withEnsemble } from '../core/worlds.ts'

const count = 100
const slow = 300_000
const conventions = conventionsOf('defined')
const rule = rules.get('epsilon')
const explained = { rule, values: resolve('rule epsilon', rule.parameters), layer: 2, conventions }

beforeAll(pageBackend)

/** The network of another precision: every tensor there and back. */
function through(posterior: Posterior, change: (values: Float32Array) => Float32Array): Posterior {
  const layers = posterior.draw(0).map(({ w, b }): LayerWeights => ({ w: change(w), b: change(b) }))
  return point(posterior.architecture, layers)
}

const throughHalfFloats = (values: Float32Array) =>
  toFloat32({ dtype: 'F16', shape: [values.length], data: toFloat16(values) })

/**
 * Draws in float32 that eight bits would keep as the ones given: every weight anywhere within its step.
 * The step is recovered from the levels, whose largest is 127.
 */
function beforeEightBits(posterior: Posterior): Posterior {
  const wide = (values: Float32Array, of: string, s: number) => {
    const { scale } = quantize(values)
    const within = uniform(split(split(key(0), of), s), values.length, -scale / 2, scale / 2)
    return values.map((value, i) => value + within[i]!)
  }
  const draw = (s: number) =>
    posterior.draw(s).map(({ w, b }, l) => ({ w: wide(w, `w${l}`, s), b: wide(b, `b${l}`, s) }))
  return { ...posterior, draw }
}

/** Probabilities, heatmaps and robustness of the first test images under FGSM 0.2. */
async function judge(posterior: Posterior, x: Float32Array, labels: Uint8Array) {
  return withEnsemble(posterior, async (ensemble) => {
    const clean = batch(x, count)
    const { mean: probabilities } = predictive((await ensemble.forward(clean)).logits, posterior.draws, 10)
    const before = await explain(ensemble, clean, explained)
    const fgsm = attacks.get('fgsm')
    const values = resolve('attack fgsm', fgsm.parameters, { budget: 0.2 })
    const setting: AttackSetting = {
      keys: imageKeys(key(0), labels.length),
      context: unobserved,
      explained,
      testImage: async () => new Float32Array(784),
    }
    const { images } = await attackEnsemble(ensemble, fgsm, x, [...labels], values, conventions, setting)
    const after = await explain(ensemble, batch(images, count), explained)
    const robustness = Array.from({ length: count }, (_, i) => {
      const top = (heatmaps: Float32Array) => topK(heatmaps.subarray(784 * i, 784 * (i + 1)), 20, 'absolute')
      const [one, two] = [top(before.mean), top(after.mean)]
      return common(one.mask, two.mask) / one.size
    })
    return { probabilities, heatmaps: before.mean, median: median(robustness), mean: mean(robustness) }
  })
}

it('eight bits change no conclusion about stored draws', { timeout: slow }, async () => {
  const kept = await load('mnist-fc512-hmc', 5)
  await expectSame(beforeEightBits(kept), kept)
})

it('half floats change no conclusion', { timeout: slow }, async () => {
  const original = await load('mnist-fc512-det', 1)
  await expectSame(original, through(original, throughHalfFloats))
})

async function expectSame(one: Posterior, other: Posterior): Promise<void> {
  const set = await openTestSet(
    mnist,
    async (name) => new Uint8Array(await readFile(`public/data/mnist/${name}`)),
  )
  const x = toUnit(await set.images(0, count))
  const labels = set.labels.subarray(0, count)
  const [a, b] = [await judge(one, x, labels), await judge(other, x, labels)]
  expect(largestDifference(a.probabilities, b.probabilities)).toBeLessThan(0.02)
  expect(largestDifference(a.heatmaps, b.heatmaps) / largest(a.heatmaps)).toBeLessThan(0.03)
  expect(Math.abs(a.mean - b.mean)).toBeLessThanOrEqual(0.005)
  // among a hundred images a median moves in steps of a pixel of 156, 0.0064, or half of it;
  // 300 images under 10 draws: median 0.5449 both, mean 0.5308 and 0.5312
  expect(Math.abs(a.median - b.median)).toBeLessThan(1.01 / 156)
}

async function load(id: string, draws: number): Promise<Posterior> {
  return (await openModel(id, modelReader('models', id))).load(draws)
}

function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
