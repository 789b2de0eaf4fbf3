import { beforeAll, describe, expect, it } from 'vitest'
import { nodeHost } from '../../src/cli/nodeHost.ts'
import { startNode } from '../../src/cli/startNode.ts'
import * as tf from '../../src/core/tf.ts'
import { conventionsOf, type ProtocolId } from '../../src/domain/conventions.ts'
import {
  emptyStudy,
  lrpRobustness,
  partsLeft,
  type StudyRequest,
  type StudyResult,
  withPart,
} from '../../src/domain/study.ts'
import { abortable } from '../../src/domain/task.ts'
import { localEngine } from '../../src/engine/localEngine.ts'

const engine = localEngine(nodeHost(), {
  weightBudget: 2 ** 28,
  backends: () => [],
  context: (report, signal) => abortable(signal, report),
})
const quietly = () => {}
const never = new AbortController().signal
const output = { rule: { id: 'epsilon', parameters: {} }, layer: 2 }
const inner = { rule: { id: 'gamma', parameters: {} }, layer: 0 }

beforeAll(() => startNode(() => {}))

function request(protocol: ProtocolId, attack: string, parameters = {}): StudyRequest {
  return {
    dataset: 'mnist',
    images: [3, 11, 3],
    sample: { kind: 'listed' },
    subjects: [
      { model: 'mnist-fc512-det', draws: 1 },
      { model: 'mnist-fc512-vi', draws: 7 },
    ],
    attack: { id: attack, parameters },
    readouts: [output, inner],
    aim: output,
    k: 20,
    conventions: conventionsOf(protocol),
    seed: 5,
  }
}

async function run(study: StudyRequest, size: number): Promise<StudyResult> {
  let result = emptyStudy(study, await engine.labels(study.dataset))
  for (const part of partsLeft(result, size))
    result = withPart(result, await engine.study(part, quietly, never))
  return result
}

/** A study's numbers by way of single trials. */
async function byTrials(study: StudyRequest, subject: number, place: number) {
  const { picture, label } = await engine.testImage(study.dataset, study.images[place]!)
  const trials = await Promise.all(
    study.readouts.map(({ rule, layer }) =>
      engine.trial(
        {
          ...study.subjects[subject]!,
          picture,
          label,
          attack: study.attack,
          rule,
          layer,
          k: study.k,
          conventions: study.conventions,
          seed: study.seed + place,
        },
        quietly,
        never,
      ),
    ),
  )
  return trials
}

describe.each([
  ['defined', 'fgsm', {}],
  ['defined', 'pgd', { steps: 3, stepSize: 0.4 }],
  ['released', 'pgd', { steps: 3, stepSize: 0.4 }],
  ['released', 'fgsm', {}],
] as const)('a study, as %s, under %s', (protocol, attack, parameters) => {
  const study = request(protocol, attack, parameters)

  it('gives each image the numbers that a trial gives it', async () => {
    const { columns } = await run(study, 3)
    for (const [subject, column] of columns.entries()) {
      const { values } = column!
      for (const place of study.images.keys()) {
        const trials = await byTrials(study, subject, place)
        const { audit, metrics, control } = trials[0]!
        expect(values.predictionAfter[place]).toBe(audit.predictionAfter)
        expect(values.linf[place]).toBeCloseTo(audit.linf, 5)
        expect(values.l2[place]).toBeCloseTo(audit.l2, 4)
        expect(values.lossAfter[place]).toBeCloseTo(audit.lossAfter, 3)
        expect(values.zeroDraws[place]).toBe(audit.zeroDraws)
        expect(values.softmaxRobustness[place]).toBeCloseTo(metrics['softmax-robustness']!, 4)
        expect(values.softmaxRobustnessControl[place]).toBeCloseTo(control.metrics['softmax-robustness']!, 4)
        trials.forEach((trial, i) => {
          const readout = values.readouts[i]!
          expect(lrpRobustness(readout)[place]).toBeCloseTo(trial.metrics['lrp-robustness']!, 2)
          expect(lrpRobustness(readout, 'control')[place]).toBeCloseTo(
            trial.control.metrics['lrp-robustness']!,
            2,
          )
          expect(readout.ties[place]).toBe(trial.overlap.ties.clean)
        })
      }
    }
  })

  it('gives the same in parts as in one go', async () => {
    const [whole, parts] = [await run(study, 3), await run(study, 1)]
    whole.columns.forEach((column, i) => {
      const { done, values } = parts.columns[i]!
      expect(done).toBe(3)
      expect(values.readouts.map(({ size }) => size)).toEqual([156, 156])
      expect(values.softmaxRobustness.map((value) => value.toFixed(4))).toEqual(
        column!.values.softmaxRobustness.map((value) => value.toFixed(4)),
      )
      values.readouts.forEach(({ common }, r) => {
        common.forEach((count, place) => {
          expect(Math.abs(count - column!.values.readouts[r]!.common[place]!)).toBeLessThanOrEqual(1)
        })
      })
    })
  })
})

describe('a study', () => {
  it('leaves no tensor behind but the weights it keeps', async () => {
    await run(request('defined', 'fgsm'), 3)
    const before = tf.memory().numTensors
    await run(request('defined', 'fgsm'), 3)
    expect(tf.memory().numTensors).toBe(before)
  })

  it('records what an attack on the explanation raised', async () => {
    const { columns } = await run(request('defined', 'topk', { steps: 2 }), 3)
    const { objectiveBefore, objectiveAfter } = columns[0]!.values
    objectiveBefore.forEach((before, i) => {
      expect(objectiveAfter[i]).toBeGreaterThanOrEqual(before)
    })
    expect(objectiveBefore).toHaveLength(3)
  })

  it('refuses a part that is not there', async () => {
    const study = request('defined', 'fgsm')
    const part = { study, subject: 2, from: 0, to: 1 }
    await expect(engine.study(part, quietly, never)).rejects.toThrow(
      'study: subject must be in [0, 1], got 2',
    )
    await expect(engine.study({ ...part, subject: 0, to: 9 }, quietly, never)).rejects.toThrow(
      'study: images must be in [0, 3], got 0 to 9',
    )
  })

  it('takes parts in order only', async () => {
    const study = request('defined', 'fgsm')
    const empty = emptyStudy(study, await engine.labels('mnist'))
    const second = await engine.study({ study, subject: 0, from: 1, to: 2 }, quietly, never)
    expect(() => withPart(empty, second)).toThrow('study: the part must begin at image 0, got 1')
  })
})
