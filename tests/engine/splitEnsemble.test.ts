import { beforeAll, describe, expect, it } from 'vitest'
import type { Ensemble } from '../../src/core/ensemble.ts'
import { explanationOf } from '../../src/core/lrp/explain.ts'
import { rules } from '../../src/core/lrp/rules/index.ts'
import { conventionsOf } from '../../src/domain/conventions.ts'
import { resolve } from '../../src/domain/parameters.ts'
import { unobserved } from '../../src/domain/task.ts'
import { blocksOf } from '../../src/engine/blocks.ts'
import { type DrawRange, deal, drawRanges, drawsIn } from '../../src/engine/drawRanges.ts'
import { localEnsemble } from '../../src/engine/ensemble.ts'
import { splitEnsemble } from '../../src/engine/splitEnsemble.ts'
import { residency } from '../../src/engine/weights.ts'
import { batch, noise, pageBackend, randomPosterior, relativeError } from '../core/worlds.ts'

beforeAll(pageBackend)

const posterior = randomPosterior('conv', { hidden: 4, draws: 7 })
const ranges: readonly DrawRange[] = [
  { first: 0, count: 2 },
  { first: 2, count: 2 },
  { first: 4, count: 2 },
  { first: 6, count: 1 },
]
const images = 2
const local = (some: readonly DrawRange[]) =>
  localEnsemble(posterior, some, { residency: residency(2 ** 24), context: unobserved })
const whole = local(ranges)
const split = splitEnsemble(deal(ranges, 2).map((some) => ({ ensemble: local(some), ranges: some })))

describe.each([
  ['one picture for all draws', false],
  ['a picture for every draw', true],
])('with %s, split and not split agree', (_, perDraw) => {
  const x = batch(noise(perDraw ? images * posterior.draws : images), images, perDraw)
  const both = <T>(ask: (ensemble: Ensemble) => Promise<T>) => Promise.all([ask(split), ask(whole)])
  const rule = rules.get('gamma')
  const choice = {
    rule,
    values: resolve('gamma', rule.parameters),
    layer: 2,
    conventions: conventionsOf('defined', { explainedClass: 'own' }),
  }

  it('on logits', async () => {
    const [a, b] = await both(async (ensemble) => (await ensemble.forward(x)).logits)
    expect(a).toEqual(b)
  })

  it('on gradients, weighted or not, and on which draws have none', async () => {
    const rows = Float32Array.from({ length: posterior.draws * images * 10 }, (_, i) =>
      i < 20 ? 0 : Math.cos(i),
    )
    const weights = Float32Array.from({ length: posterior.draws * images }, (_, i) => 1 / (1 + i))
    for (const weighted of [undefined, weights]) {
      const [a, b] = await both(async (ensemble) => (await ensemble.forward(x)).gradient(rows, weighted))
      expect(relativeError(a.data, b.data)).toBeLessThan(1e-6)
      expect(a.dead).toEqual(b.dead)
      expect([...a.dead].slice(0, 2)).toEqual([1, 1])
    }
  })

  it('on heatmaps and their moments', async () => {
    const [a, b] = await both(async (ensemble) => {
      const pass = await ensemble.forward(x)
      return pass.relevance(explanationOf(ensemble, pass, x, choice).explanation)
    })
    for (const name of ['mean', 'square', 'positive', 'negative', 'start'] as const)
      expect(relativeError(a[name], b[name])).toBeLessThan(1e-5)
  })

  it('on every draw’s own heatmap', async () => {
    const [a, b] = await both(async (ensemble) => {
      const pass = await ensemble.forward(x)
      return pass.relevancePerDraw(explanationOf(ensemble, pass, x, choice).explanation)
    })
    expect(a).toEqual(b)
  })

  it('on the gradient of an explanation, softened too', async () => {
    const atHeatmap = noise(perDraw ? images * posterior.draws : images, 8)
    const [a, b] = await both(async (ensemble) => {
      const soft = ensemble.softened(20)
      const pass = await soft.forward(x)
      return pass.explanationGradient(explanationOf(soft, pass, x, choice).explanation, atHeatmap)
    })
    expect(relativeError(a.data, b.data)).toBeLessThan(1e-5)
  })
})

describe('draws', () => {
  it('fall into ranges that stay as more are asked for', () => {
    const [ten, fifty] = [10, 50].map((draws) => drawRanges(posterior, draws))
    expect(fifty!.slice(0, 2)).toEqual(ten)
    expect(drawsIn(fifty!)).toBe(50)
  })

  it('are computed together as far as is allowed, every one in its place', () => {
    const some = [0, 5, 20, 25].map((first) => ({ first, count: 5 }))
    expect(blocksOf(some, 12)).toEqual([
      { from: 0, to: 10, draws: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
      { from: 10, to: 20, draws: [20, 21, 22, 23, 24, 25, 26, 27, 28, 29] },
    ])
    expect(blocksOf(some, 1).map(({ from, to }) => [from, to])).toEqual([
      [0, 5],
      [5, 10],
      [10, 15],
      [15, 20],
    ])
  })

  it('are dealt out so that everyone keeps what he has', () => {
    const [ten, fifty] = [10, 50].map((draws) => deal(drawRanges(posterior, draws), 3))
    ten!.forEach((hand, i) => {
      expect(fifty![i]!.slice(0, hand.length)).toEqual(hand)
    })
  })

  it('of one file go to one hand, in ranges that end with the file', () => {
    const wide = randomPosterior('fc2', { hidden: 1024, draws: 1 })
    const fileOf = ({ first }: DrawRange) => Math.floor(first / 5)
    const hands = deal(drawRanges(wide, 40), 4)
    expect(drawRanges(wide, 7)).toEqual([
      { first: 0, count: 2 },
      { first: 2, count: 2 },
      { first: 4, count: 1 },
      { first: 5, count: 2 },
    ])
    expect(hands.map((hand) => [...new Set(hand.map(fileOf))])).toEqual([
      [0, 4],
      [1, 5],
      [2, 6],
      [3, 7],
    ])
  })

  it('are all there, once', () => {
    const all = deal(drawRanges(posterior, 23), 4)
      .flat()
      .flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i))
    expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 23 }, (_, i) => i))
  })
})
