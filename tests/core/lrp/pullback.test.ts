import { beforeAll, describe, expect, it } from 'vitest'
import type { Batch } from '../../../src/core/ensemble.ts'
import { explanationOf } from '../../../src/core/lrp/explain.ts'
import { rules } from '../../../src/core/lrp/rules/index.ts'
import type { Posterior } from '../../../src/core/posterior/posterior.ts'
import * as tf from '../../../src/core/tf.ts'
import { type Conventions, conventionsOf } from '../../../src/domain/conventions.ts'
import { type Overrides, resolve } from '../../../src/domain/parameters.ts'
import { key, split, uniform } from '../../../src/domain/random.ts'
import { depthOf, slowRelevance, softTrace, strongest, type Trace, trace, traceOf } from '../slowTwin.ts'
import { batch, noise, pageBackend, pixels, randomPosterior, withEnsemble } from '../worlds.ts'
import { type Twin, twins } from './twins.ts'

const draws = 2
const images = 2
const x = noise(images)
/** The function of the heatmap that is differentiated: Σ c_p R_p. */
const c = uniform(key(11), images * pixels, -1, 1)
/** One an image; every pixel takes part. */
const directions = Array.from({ length: images }, (_, i) => uniform(split(key(12), i), pixels, -1, 1))

/**
 * Central differences in double err by the square of the step, and a step is too short to meet a kink; what is
 * left is float32 against double, where denominators are small. The unit is the size of the gradient.
 */
const step = 1e-6
const close = 2e-4

/** Softplus makes the curvature of the activation count; null leaves the leaky ReLU, which has none. */
const softnesses = [null, 10]

beforeAll(pageBackend)

it('every rule is differentiated', () => {
  const twinned = new Set(twins.map(({ rule }) => rule))
  expect(rules.entries.map(({ id }) => id).filter((id) => !twinned.has(id))).toEqual([])
})

describe.each(['fc2', 'conv'])('the gradient of an explanation of %s', (id) => {
  const posterior = randomPosterior(id, { hidden: id === 'conv' ? 3 : 6, draws })

  describe.each(softnesses)('with softplus %s', (softness) => {
    it.each(twins)('is the slope of $rule $parameters as $protocol', async (twin) => {
      await expectSlopes(posterior, { twin, softness })
    })

    it.each(['pass', 'gradient'])('is the slope where the activation is taken as %s', async (activation) => {
      await expectSlopes(posterior, { softness, flipped: { activation } })
    })

    it.each(['logit', 'one', 'probability'])('is the slope where LRP starts from %s', async (start) => {
      await expectSlopes(posterior, { softness, flipped: { start } })
    })

    it.each([
      [0, 'activation'],
      [0, 'strongest'],
      [1, 'activation'],
      [1, 'strongest'],
    ])('is the slope of layer %i explained from its %s', async (layer, innerStart) => {
      await expectSlopes(posterior, { softness, layer, flipped: { innerStart } })
    })
  })

  it('is each draw’s own for images of its own', async () => {
    const own = { data: uniform(key(13), draws * images * pixels, 0.01, 1), n: images, perDraw: true }
    const at = uniform(key(14), own.data.length, -1, 1)
    const together = await gradientOf(posterior, own, at, { softness: 10 })
    const size = images * pixels
    for (let s = 0; s < draws; s++) {
      const alone: Posterior = { ...posterior, draws: 1, draw: () => posterior.draw(s) }
      const part = (values: Float32Array) => values.slice(s * size, (s + 1) * size)
      const one = await gradientOf(alone, batch(part(own.data), images), part(at), { softness: 10 })
      expect([...part(together)]).toEqual([...one])
    }
  })

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors
    for (const twin of twins) await gradientOf(posterior, batch(x, images), c, { twin, softness: 10 })
    expect(tf.memory().numTensors).toBe(before)
  })
})

interface Case {
  readonly twin?: Twin
  readonly softness: number | null
  readonly layer?: number
  readonly flipped?: Overrides
}

async function expectSlopes(posterior: Posterior, of: Case): Promise<void> {
  const gradient = await gradientOf(posterior, batch(x, images), c, of)
  directions.forEach((direction, image) => {
    const part = (values: Float32Array) => values.subarray(image * pixels, (image + 1) * pixels)
    const terms = part(gradient).map((slope, p) => slope * direction[p]!)
    const size = Math.hypot(...terms)
    expect(size).toBeGreaterThan(0)
    const slope = slowSlope(posterior, of, part(x), part(c), direction)
    expect(Math.abs(sum(terms) - slope) / size).toBeLessThan(close)
  })
}

function gradientOf(
  posterior: Posterior,
  on: Batch,
  atHeatmap: Float32Array,
  of: Case,
): Promise<Float32Array> {
  const { twin, layer, conventions } = filled(of)
  const rule = rules.get(twin.rule)
  const values = resolve(twin.rule, rule.parameters, twin.parameters)
  return withEnsemble(posterior, async (ensemble) => {
    const seen = of.softness === null ? ensemble : ensemble.softened(of.softness)
    const pass = await seen.forward(on)
    const { explanation } = explanationOf(seen, pass, on, { rule, values, layer, conventions })
    return (await pass.explanationGradient(explanation, atHeatmap)).data
  })
}

/** Central difference of one image’s Σ c R, mean over the draws, each draw explaining the class it predicts at the middle. */
function slowSlope(
  posterior: Posterior,
  of: Case,
  at: Float32Array,
  weights: Float32Array,
  direction: Float32Array,
): number {
  const slopes = Array.from({ length: posterior.draws }, (_, s) => {
    const plain = trace(posterior.architecture, posterior.draw(s), at)
    const middle = of.softness === null ? plain : softTrace(plain, of.softness, at)
    const own = argMax(middle.values.at(-1)!)
    const value = (by: number) => {
      const moved = Float64Array.from(at, (pixel, p) => pixel + by * direction[p]!)
      const heatmap = slowHeatmap(traceOf(middle.stages, moved), own, of)
      return sum(heatmap.map((r, p) => r * weights[p]!))
    }
    return (value(step) - value(-step)) / (2 * step)
  })
  return sum(slopes) / slopes.length
}

function slowHeatmap(at: Trace, explained: number, of: Case): Float64Array {
  const { twin, layer, conventions } = filled(of)
  const depth = depthOf(at, layer)
  return slowRelevance(
    at,
    startOf(at, depth, explained, conventions),
    depth,
    twin.slow,
    conventions.activation,
  )
}

function startOf(
  at: Trace,
  depth: number,
  explained: number,
  { start, innerStart }: Conventions,
): Float64Array {
  const end = at.values[depth]!
  if (depth < at.stages.length) return innerStart === 'activation' ? end : strongest(at, depth)
  const one = end.map((_, j) => Number(j === explained))
  if (start !== 'probability') return start === 'one' ? one : end.map((z, j) => z * one[j]!)
  const p = end.map((z) => Math.exp(z) / sum(end.map(Math.exp)))
  return p.map((each, j) => p[explained]! * (one[j]! - each))
}

function filled({ twin = twins[0]!, layer = 2, flipped = {} }: Case) {
  const conventions = conventionsOf(twin.protocol, { explainedClass: 'own', ...flipped })
  return { twin, layer, conventions }
}

function argMax(values: Float64Array): number {
  return values.indexOf(Math.max(...values))
}

function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0)
}
