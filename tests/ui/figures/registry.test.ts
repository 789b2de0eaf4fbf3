import { describe, expect, it } from 'vitest'
import { recipes } from '../../../src/core/inference/recipes.ts'
import { rules } from '../../../src/core/lrp/rules/index.ts'
import { architectures } from '../../../src/core/nn/architectures/index.ts'
import { resolve } from '../../../src/domain/parameters.ts'
import { experiments } from '../../../src/experiments/index.ts'
import { type Panel, resultsOf } from '../../../src/ui/panels/figures/figure.ts'
import { figures } from '../../../src/ui/panels/figures/registry.ts'

const named = figures.map((figure) => [figure.number, figure] as const)
const panels = figures.flatMap(({ number, body }) =>
  'panels' in body ? body.panels.map((panel): [string, Panel] => [`${number}, ${panel.label}`, panel]) : [],
)

describe('the figures', () => {
  it('are Figures 1 to 16 and Tables I to V, in order', () => {
    const numbers = Array.from({ length: 16 }, (_, i) => `Figure ${i + 1}`)
    const tables = ['I', 'II', 'III', 'IV', 'V'].map((number) => `Table ${number}`)
    expect(figures.map(({ number }) => number)).toEqual([...numbers, ...tables])
  })

  it('have names of their own that a link can carry', () => {
    expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length)
    for (const { id } of figures) expect(id).toMatch(/^[a-z0-9-]{1,40}$/)
  })

  it.each(named)('%s is drawn from experiments that there are, in both readings', (_, figure) => {
    for (const results of resultsOf(figure))
      for (const protocol of ['defined', 'released'] as const)
        expect(experiments).toContainEqual(expect.objectContaining({ id: results[protocol], protocol }))
  })

  it.each(named)('%s takes one image from pictures, many from studies', (_, figure) => {
    const kind = ['pictures', 'overlap'].includes(figure.body.kind) ? 'picture' : 'study'
    for (const { defined } of resultsOf(figure))
      expect(experiments.find(({ id }) => id === defined)!.kind).toBe(kind)
  })

  it.each(named)('%s has options whose defaults hold', (_, { id, options }) => {
    expect(() => resolve(`figure ${id}`, options)).not.toThrow()
  })

  it('have stars in Table V of every figure with box plots, and of no other', () => {
    const table = figures.find(({ body }) => body.kind === 'symbols')!.body as { figures: readonly string[] }
    const boxes = figures.filter(({ body }) => body.kind === 'boxes').map(({ id }) => id)
    expect(table.figures).toEqual(boxes)
  })
})

describe('what was published', () => {
  it.each(panels)(
    '%s: lies in the range of its quantity, the quartiles about the median',
    (_, { published }) => {
      for (const { median, quartiles, peaks = [], correlation } of published) {
        for (const value of [median, correlation, ...(quartiles ?? []), ...peaks])
          if (value !== undefined) expect(Math.abs(value)).toBeLessThanOrEqual(1)
        if (quartiles) {
          expect(quartiles[0]).toBeLessThanOrEqual(median!)
          expect(quartiles[1]).toBeGreaterThanOrEqual(median!)
        }
      }
    },
  )

  it.each(panels)(
    '%s: names a rule, a layer and a network of the experiment',
    (_, { published, results, indices }) => {
      const experiment = results && experiments.find(({ id }) => id === results.defined)
      const families =
        experiment?.kind === 'study' ? experiment.networks.map(({ model }) => model.split('-')[2]) : null
      for (const { rule, layer, family } of published) {
        expect(rules.entries.map(({ id }) => id)).toContain(rule)
        expect(indices[layer]).toBeTypeOf('number')
        if (families) expect(families).toContain(family)
      }
    },
  )

  it('gives every box of Figure 3 its number', () => {
    const { body } = figures.find(({ id }) => id === '3')!
    if (body.kind !== 'boxes') throw new TypeError('Figure 3 has box plots')
    for (const { published } of body.panels) expect(published).toHaveLength(6)
  })

  it.each(named.filter(([, { body }]) => body.kind === 'architecture'))(
    '%s is of an architecture that there is',
    (_, { body }) => {
      if (body.kind !== 'architecture') return
      expect(architectures.get(body.architecture).published).toEqual(
        body.published.map(({ hidden }) => hidden),
      )
    },
  )

  it.each(named.filter(([, { body }]) => body.kind === 'training'))(
    '%s names networks that can be trained, a value for each',
    (_, { body }) => {
      if (body.kind !== 'training') return
      for (const { results } of body.models)
        for (const id of Object.values(results))
          expect(recipes.entries.map((recipe) => recipe.id)).toContain(id)
      for (const { values } of body.settings) expect(values).toHaveLength(body.models.length)
    },
  )
})
