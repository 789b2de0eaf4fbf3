import { readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { modelReader } from '../../src/cli/modelFolder.ts'
import { methods } from '../../src/core/inference/index.ts'
import { recipes } from '../../src/core/inference/recipes.ts'
import { drawCount, parseModelCard, parseModelIndex, summarize } from '../../src/domain/modelCard.ts'
import { openModel } from '../../src/engine/modelFormat.ts'

const folders = readdirSync('models', { withFileTypes: true }).filter((entry) => entry.isDirectory())
const cards = folders.map(({ name }) => {
  const path = `models/${name}/card.json`
  return parseModelCard(JSON.parse(readFileSync(path, 'utf8')), path)
})

it('the index lists every model as its card has it', () => {
  const { models } = parseModelIndex(JSON.parse(readFileSync('models/index.json', 'utf8')))
  expect(models).toEqual(cards.map(summarize))
})

describe.each(cards)('$id', (card) => {
  it('gives every draw it promises, from files that are what its card says', async () => {
    const posterior = await (await openModel(card.id, modelReader('models', card.id))).load(drawCount(card))
    expect(posterior.draws).toBe(drawCount(card))
    const last = posterior.draw(posterior.draws - 1)
    expect(last.every(({ w, b }) => [...w, ...b].every(Number.isFinite))).toBe(true)
  })

  it('holds no files that its card does not know, and none above 40 MB', () => {
    const known = ['card.json', ...card.files.map(({ name }) => name)]
    expect(readdirSync(`models/${card.id}`).toSorted()).toEqual(known.toSorted())
    for (const name of known) expect(statSync(`models/${card.id}/${name}`).size).toBeLessThan(40e6)
  })

  it('can be trained again by the recipe of its name', () => {
    const recipe = recipes.get(card.id)
    expect(methods.get(recipe.method).protocol).toBe(card.protocol)
    expect([recipe.dataset, recipe.architecture, recipe.hidden, recipe.method]).toEqual([
      card.dataset,
      card.architecture,
      card.hidden,
      card.method,
    ])
  })
})

it('an infinite R-hat survives the file, where JSON has no number for it', () => {
  const sampled = cards.find(({ convergence }) => convergence)!
  const infinite = {
    ...sampled,
    convergence: {
      ...sampled.convergence!,
      probabilities: {
        ...sampled.convergence!.probabilities,
        rHat: { median: 1.2, worst: Number.POSITIVE_INFINITY },
      },
    },
  }
  expect(parseModelCard(JSON.parse(JSON.stringify(infinite)), 'card')).toEqual(infinite)
})
