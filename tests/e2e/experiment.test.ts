import { beforeAll, describe, expect, test } from 'vitest'
import { pageEngine, type StudyEngine, withStudyEngine } from '../../src/cli/studyEngine.ts'
import { conventionsOf } from '../../src/domain/conventions.ts'
import { type ImageValues, lrpRobustness, type StudyRequest } from '../../src/domain/study.ts'
import { lab } from './harness.ts'

const { open } = lab()
const never = new AbortController().signal
const quietly = () => {}
const images = 20
// forty steps, on one engine after the other
const patience = 15 * 60_000
const subjects = [
  { model: 'mnist-fc512-det', draws: 1 },
  { model: 'mnist-fc512-vi', draws: 10 },
]

let headless: StudyEngine
beforeAll(async () => {
  headless = await withStudyEngine('node', async (engine) => engine)
})

async function request(attack: string): Promise<StudyRequest> {
  const sample = { kind: 'balanced', count: images, seed: 0 } as const
  const readout = { rule: { id: 'epsilon', parameters: {} }, layer: 2 }
  return {
    dataset: 'mnist',
    images: await headless.sampleImages('mnist', sample),
    sample,
    subjects,
    attack: { id: attack, parameters: {} },
    readouts: [readout],
    aim: readout,
    k: 20,
    conventions: conventionsOf('defined'),
    seed: 0,
  }
}

/** The same part of a study, in the page and headless. */
async function bothWays(study: StudyRequest, subject: number): Promise<readonly [ImageValues, ImageValues]> {
  const part = { study, subject, from: 0, to: images }
  const page = await pageEngine(await open())
  const [inPage, here] = [await page.study(part, quietly, never), await headless.study(part, quietly, never)]
  expect(inPage.provenance).toMatchObject({ backend: 'wasm', modelChecksum: here.provenance.modelChecksum })
  return [inPage.values, here.values]
}

const robustnessOf = ({ readouts }: ImageValues) => lrpRobustness(readouts[0]!)

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[values.length / 2 - 1]! + sorted[values.length / 2]!) / 2
}

describe.each(subjects.map((subject, i) => [subject.model, i] as const))('%s', (_, subject) => {
  test('is as robust in the page as headless, image by image, under FGSM', async () => {
    const [inPage, here] = await bothWays(await request('fgsm'), subject)
    const same = robustnessOf(inPage).filter((robustness, i) => robustness === robustnessOf(here)[i])
    expect(same.length).toBeGreaterThanOrEqual(images - 1)
    expect(inPage.predictionAfter).toEqual(here.predictionAfter)
  })

  test(
    'is as robust in the page as headless in the middle, under PGD',
    async () => {
      const [inPage, here] = await bothWays(await request('pgd'), subject)
      const [a, b] = [inPage, here].map((values) => median(robustnessOf(values))) as [number, number]
      expect(Math.abs(a - b)).toBeLessThanOrEqual(1 / 156 + 1e-9)
    },
    patience,
  )
})
