import { beforeAll, describe, expect, it } from 'vitest'
import { explain, explanationOf } from '../../../src/core/lrp/explain.ts'
import { propagate } from '../../../src/core/lrp/propagate.ts'
import { rules } from '../../../src/core/lrp/rules/index.ts'
import { affineMap } from '../../../src/core/nn/affine.ts'
import * as tf from '../../../src/core/tf.ts'
import { conventionsOf } from '../../../src/domain/conventions.ts'
import { type Overrides, resolve } from '../../../src/domain/parameters.ts'
import {
  batch,
  blackBackground,
  noise,
  pageBackend,
  pixels,
  randomPosterior,
  relativeError,
  withEnsemble,
} from '../worlds.ts'

beforeAll(pageBackend)

/** Parameters under which a rule loses nothing to its own stabilizer. */
const lossless: Readonly<Record<string, Overrides>> = { epsilon: { stabilizer: 0 } }

function choiceOf(rule: (typeof rules.entries)[number], parameters: Overrides = {}, flipped: Overrides = {}) {
  const conventions = conventionsOf('defined', flipped)
  return { rule, values: resolve(rule.id, rule.parameters, parameters), layer: 2, conventions }
}

describe.each(rules.entries)('$id', (rule) => {
  const conv = randomPosterior('conv', { hidden: 4, draws: 2 })

  it.each(['fc2', 'conv'])('conserves relevance on a bias-free %s', async (id) => {
    const posterior = randomPosterior(id, { hidden: 6, draws: 1, bias: false })
    const { mean, start } = await withEnsemble(posterior, (ensemble) =>
      explain(ensemble, batch(noise(1), 1), choiceOf(rule, lossless[rule.id])),
    )
    // float32 sums of some thousand terms whose denominators may be small
    expect(total(mean) / start[0]!).toBeCloseTo(1, 2)
  })

  it('gives nothing to a pixel that is zero', async () => {
    const x = blackBackground(1)
    const { mean } = await withEnsemble(conv, (ensemble) => explain(ensemble, batch(x, 1), choiceOf(rule)))
    expect(mean.filter((_, pixel) => x[pixel] === 0).every((value) => value === 0)).toBe(true)
    expect(mean.some((value) => value !== 0)).toBe(true)
  })

  it('is linear in the relevance it starts from', async () => {
    await withEnsemble(conv, async (ensemble) => {
      const images = batch(noise(1), 1)
      const pass = await ensemble.forward(images)
      const { explanation } = explanationOf(ensemble, pass, images, choiceOf(rule))
      const once = await pass.relevance(explanation)
      const thrice = await pass.relevance({
        ...explanation,
        start: explanation.start.map((value) => -3 * value),
      })
      expect(
        relativeError(
          thrice.mean,
          once.mean.map((value) => -3 * value),
        ),
      ).toBeLessThan(1e-5)
    })
  })

  it('averages what the draws say one by one', async () => {
    await withEnsemble(conv, async (ensemble) => {
      const images = batch(noise(2), 2)
      const pass = await ensemble.forward(images)
      const { explanation } = explanationOf(ensemble, pass, images, choiceOf(rule))
      const { mean, square, positive } = await pass.relevance(explanation)
      const each = await pass.relevancePerDraw(explanation)
      const pair = (combine: (a: number, b: number) => number) =>
        mean.map((_, i) => combine(each[i]!, each[2 * pixels + i]!) / 2)
      expect(
        relativeError(
          mean,
          pair((a, b) => a + b),
        ),
      ).toBeLessThan(1e-5)
      expect(
        relativeError(
          square,
          pair((a, b) => a * a + b * b),
        ),
      ).toBeLessThan(1e-5)
      expect([...positive]).toEqual([...pair((a, b) => Number(a > 0) + Number(b > 0))])
    })
  })

  it('says the same whatever was explained on the same pass before', async () => {
    const image = batch(noise(1), 1)
    const parameter = Object.keys(rule.parameters)[0]!
    const choices = [2, 1, 0, 2].flatMap((layer) =>
      [0.1, 0.9].map((value) => ({ ...choiceOf(rule, { [parameter]: value }), layer })),
    )
    const alone = await Promise.all(
      choices.map((choice) => withEnsemble(conv, async (each) => (await explain(each, image, choice)).mean)),
    )
    await withEnsemble(conv, async (ensemble) => {
      for (const order of [choices.map((_, i) => i), [0, 2, 4, 6, 1, 3, 5, 7]])
        for (const i of order) expect((await explain(ensemble, image, choices[i]!)).mean).toEqual(alone[i])
    })
  })

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors
    for (const layer of [0, 1, 2]) {
      await withEnsemble(conv, (ensemble) =>
        explain(ensemble, batch(noise(1), 1), { ...choiceOf(rule), layer }),
      )
    }
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('one linear layer without bias', () => {
  const a = [1, 2, 0.5]
  const w = [0.4, -0.3, 1] // z = 0.4 - 0.6 + 0.5 = 0.3
  const run = (id: string, parameters: Overrides = {}, flipped: Overrides = {}) =>
    tf.tidy(() => {
      const rule = rules.get(id)
      const layer = affineMap({ kind: 'dense', in: 3, out: 1 }, [1, 1, 3], true)
      const step = {
        layer: { kind: 'affine' as const, map: layer, index: 0 },
        input: tf.tensor3d(a, [1, 1, 3]),
        output: tf.tensor3d([0.3], [1, 1, 1]),
      }
      const weights = [{ w: tf.tensor3d(w, [1, 3, 1]), b: tf.zeros<tf.Rank.R3>([1, 1, 1]) }]
      const values = resolve(id, rule.parameters, parameters)
      const by = { rule, values, conventions: conventionsOf('defined', flipped) }
      return [...propagate(weights, [step], tf.tensor3d([1], [1, 1, 1]), by).dataSync()]
    })

  it('epsilon sums to z / (z + 0.1)', () => {
    expect(sum(run('epsilon'))).toBeCloseTo(0.3 / 0.4, 6)
  })

  it('gamma and alpha-beta (1, 0) sum to 1', () => {
    expect(sum(run('gamma'))).toBeCloseTo(1, 6)
    expect(sum(run('gamma', { gamma: 5 }))).toBeCloseTo(1, 6)
    expect(sum(run('alpha-beta'))).toBeCloseTo(1, 6)
  })

  it('gamma gives each input its own terms', () => {
    const terms = [0.4 * 1.1, -0.6, 0.5 * 1.1]
    run('gamma').forEach((value, i) => {
      expect(value).toBeCloseTo(terms[i]! / sum(terms), 5)
    })
  })

  it('the released gamma rule raises 0.5 to 0.525 and 2 to 2.4, and leaves negative weights', () => {
    const [first, second, third] = run('gamma', {}, { gammaForm: 'squared' })
    const terms = [1 * (0.4 + 0.1 * 0.16), 2 * -0.3, 0.5 * (1 + 0.1)]
    expect(first).toBeCloseTo(terms[0]! / sum(terms), 5)
    expect(second).toBeCloseTo(terms[1]! / sum(terms), 5)
    expect(third).toBeCloseTo(terms[2]! / sum(terms), 5)
  })

  it('alpha-beta (2, 1) hands twice the evidence for and takes the evidence against', () => {
    const [first, second, third] = run('alpha-beta', { alpha: 2, beta: 1 })
    expect(first).toBeCloseTo((2 * 0.4) / 0.9, 5)
    expect(second).toBeCloseTo(-1, 5)
    expect(third).toBeCloseTo((2 * 0.5) / 0.9, 5)
  })
})

it('alpha-beta (1, 0) is nowhere negative on pixels from a positive start', async () => {
  const { mean } = await withEnsemble(randomPosterior('fc2'), (ensemble) =>
    explain(ensemble, batch(noise(1), 1), choiceOf(rules.get('alpha-beta'), {}, { start: 'one' })),
  )
  expect(mean.every((value) => value >= 0)).toBe(true)
})

it('gamma 0 is epsilon 0', async () => {
  await withEnsemble(randomPosterior('fc2'), async (ensemble) => {
    const images = batch(noise(1), 1)
    const gamma = await explain(ensemble, images, choiceOf(rules.get('gamma'), { gamma: 0 }))
    const epsilon = await explain(ensemble, images, choiceOf(rules.get('epsilon'), { stabilizer: 0 }))
    expect(relativeError(gamma.mean, epsilon.mean)).toBeLessThan(1e-4)
  })
})

it('names a rule that does not exist', () => {
  expect(() => rules.get('gama')).toThrow('unknown rule gama; expected epsilon, gamma, alpha-beta')
})

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

function total(values: Float32Array): number {
  return sum([...values])
}
