import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../../scripts/lib/root.ts'
import { parseModelIndex } from '../../../src/domain/modelCard.ts'
import { parsePictureFile } from '../../../src/domain/pictureFile.ts'
import { parseResultIndex } from '../../../src/domain/resultIndex.ts'
import { parseStudyFile } from '../../../src/domain/studyFile.ts'
import { catalogue } from '../../../src/engine/catalogue.ts'
import { noChoices } from '../../../src/store/choices.ts'
import { sceneOf } from '../../../src/store/scene.ts'
import { takeStudy } from '../../../src/store/studyChanges.ts'
import { sameStudy, studyRequest } from '../../../src/store/studyRequest.ts'
import { type Question, samplesOf } from '../../../src/ui/panels/figures/measures.ts'
import { pictureMaps, topKSets } from '../../../src/ui/panels/figures/pictureMaps.ts'
import { figures } from '../../../src/ui/panels/figures/registry.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const here = catalogue(parseModelIndex(JSON.parse(read('models/index.json'))))
const { models } = here
const index = 'public/results/index.json'
const committed = existsSync(join(root, index)) ? parseResultIndex(JSON.parse(read(index))).results : []
const textOf = (id: string) => read(`public/results/${id}.json`)

const drawn = figures.flatMap(({ number, body }) => {
  if (!('panels' in body)) return []
  const { kind, rules, layers, panels } = body
  const question: Question = {
    rules,
    layers,
    quantity: kind === 'scatter' ? 'robustness' : 'difference',
    draws: 'most',
    correlation: null,
  }
  return panels
    .flatMap(({ results }) => Object.values(results ?? {}))
    .filter((id) => committed.some((result) => result.id === id))
    .map((id) => ({ number, id, question }))
})

describe('the committed results', () => {
  it.each(drawn)('give $number its networks at every rule and layer: $id', ({ id, question }) => {
    const samples = samplesOf(parseStudyFile(textOf(id), id), models, question)
    const networks = new Set(samples.map(({ family }) => family)).size
    expect(networks).toBeGreaterThanOrEqual(2)
    expect(samples).toHaveLength(networks * question.rules.length * question.layers.length)
  })

  const studies = committed.filter(({ kind }) => kind === 'study')
  it.each(studies)('are asked for again by the choices of the Study view: $id', ({ id }) => {
    const { request } = parseStudyFile(textOf(id), id)
    const scene = sceneOf(here, takeStudy(request)(noChoices, here))
    expect(sameStudy(studyRequest(scene, here, request.images), request, here)).toBe(true)
  })

  const pictures = committed.filter(({ kind }) => kind === 'picture')
  it.each(pictures)('give the heatmap figures relevance to draw: $id', ({ id }) => {
    const { trials } = parsePictureFile(textOf(id), id)
    for (const { clean, before } of pictureMaps(trials, { scale: 'shared', shown: 'topk', k: 30 })) {
      expect(before.size).toBeGreaterThan(200)
      expect(clean.values.some((value) => value !== 0)).toBe(true)
    }
  })

  it.each(pictures)('hold the heatmaps that their robustness was counted in: $id', ({ id }) => {
    for (const trial of parsePictureFile(textOf(id), id).trials) {
      const { request, metrics, control } = trial
      const { before, common, random } = topKSets(trial, request.k, request.conventions.ranking)
      expect(common / before.size).toBeCloseTo(metrics['lrp-robustness']!, 3)
      expect(random / before.size).toBeCloseTo(control.metrics['lrp-robustness']!, 3)
    }
  })

  it('are all drawn by a figure or belong to a network that the paper has not', () => {
    const known = figures.flatMap(({ body }) =>
      'results' in body
        ? Object.values(body.results)
        : 'panels' in body
          ? body.panels.flatMap(({ results }) => Object.values(results ?? {}))
          : [],
    )
    const others = committed.map(({ id }) => id).filter((id) => !known.includes(id))
    for (const id of others) expect(id).toMatch(/fc\d+-vi-/) // variational inference on a dense network
  })
})
