import { beforeAll, describe, expect, it } from 'vitest'
import { explain } from '../../../src/core/lrp/explain.ts'
import { rules } from '../../../src/core/lrp/rules/index.ts'
import { argMax } from '../../../src/core/nn/loss.ts'
import { conventionsOf } from '../../../src/domain/conventions.ts'
import { resolve } from '../../../src/domain/parameters.ts'
import { depthOf, slowEpsilon, slowGradient, slowRelevance, strongest, trace } from '../slowTwin.ts'
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
import { twins } from './twins.ts'

const images = 2
const x = Float32Array.from([...blackBackground(1), ...noise(1)])
const imageOf = (i: number) => x.subarray(i * pixels, (i + 1) * pixels)

/** Float32 sums against double; divisions by small denominators cost some digits. */
const close = 2e-4

beforeAll(pageBackend)

it('every rule has a slow twin', () => {
  const twinned = new Set(twins.map(({ rule }) => rule))
  expect(rules.entries.map(({ id }) => id).filter((id) => !twinned.has(id))).toEqual([])
})

describe.each(['fc2', 'conv'])('%s', (id) => {
  const posterior = randomPosterior(id, { hidden: 6, draws: 2 })
  const traces = Array.from({ length: posterior.draws * images }, (_, row) =>
    trace(posterior.architecture, posterior.draw(Math.floor(row / images)), imageOf(row % images)),
  )

  it('computes the logits of the slow twin', async () => {
    const { logits } = await withEnsemble(posterior, (ensemble) => ensemble.forward(batch(x, images)))
    expect(
      relativeError(
        logits,
        traces.flatMap(({ values }) => [...values.at(-1)!]),
      ),
    ).toBeLessThan(1e-5)
  })

  it('computes the pixel gradient of the slow twin', async () => {
    const atLogits = Float32Array.from({ length: traces.length * 10 }, (_, i) => Math.sin(i))
    const { data } = await withEnsemble(posterior, async (ensemble) =>
      (await ensemble.forward(batch(x, images))).gradient(atLogits),
    )
    const slow = traces.map((each, row) => slowGradient(each, atLogits.subarray(row * 10, row * 10 + 10)))
    expect(relativeError(data, meanOverDraws(slow))).toBeLessThan(1e-5)
  })

  it.each(twins)(
    'propagates $rule $parameters as $protocol like the slow twin',
    async ({ rule, parameters, protocol, slow }) => {
      const conventions = conventionsOf(protocol, { explainedClass: 'own' })
      const entry = rules.get(rule)
      const values = resolve(rule, entry.parameters, parameters)
      const { mean } = await withEnsemble(posterior, (ensemble) =>
        explain(ensemble, batch(x, images), { rule: entry, values, layer: 2, conventions }),
      )
      const expected = traces.map((each) => {
        const logits = each.values.at(-1)!
        const own = argMax(logits)
        const start = logits.map((z, j) => (j === own ? (conventions.start === 'one' ? 1 : z) : 0))
        return slowRelevance(each, start, each.stages.length, slow, conventions.activation)
      })
      expect(relativeError(mean, meanOverDraws(expected))).toBeLessThan(close)
    },
  )

  it.each([0, 1])(
    'starts at learnable layer %i as defined: from every unit’s own activation',
    async (layer) => {
      const depth = depthOf(traces[0]!, layer)
      const { mean, start } = await explainInner(layer, 'activation')
      const expected = traces.map((each) =>
        slowRelevance(each, each.values[depth]!, depth, slowEpsilon(0.1, 1), 'pass'),
      )
      expect(relativeError(mean, meanOverDraws(expected))).toBeLessThan(close)
      const sums = traces.map(({ values }) =>
        Float64Array.of(values[depth]!.reduce((total, a) => total + a, 0)),
      )
      expect(relativeError(start, meanOverDraws(sums))).toBeLessThan(1e-4)
    },
  )

  it.each([0, 1])(
    'starts at learnable layer %i as released: strongest unit, or counts per channel',
    async (layer) => {
      const depth = depthOf(traces[0]!, layer)
      const { mean } = await explainInner(layer, 'strongest')
      const expected = traces.map((each) =>
        slowRelevance(each, strongest(each, depth), depth, slowEpsilon(0.1, 1), 'pass'),
      )
      expect(relativeError(mean, meanOverDraws(expected))).toBeLessThan(close)
    },
  )

  function explainInner(layer: number, innerStart: 'activation' | 'strongest') {
    const rule = rules.get('epsilon')
    const values = resolve('epsilon', rule.parameters)
    const conventions = conventionsOf('defined', { innerStart })
    return withEnsemble(posterior, (ensemble) =>
      explain(ensemble, batch(x, images), { rule, values, layer, conventions }),
    )
  }
})

function meanOverDraws(rows: readonly Float64Array[]): Float64Array {
  const draws = rows.length / images
  const out: number[] = []
  for (let i = 0; i < images; i++) {
    for (let p = 0; p < rows[0]!.length; p++) {
      let total = 0
      for (let s = 0; s < draws; s++) total += rows[s * images + i]![p]!
      out.push(total / draws)
    }
  }
  return Float64Array.from(out)
}
