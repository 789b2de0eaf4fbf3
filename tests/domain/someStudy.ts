import { conventionsOf } from '../../src/domain/conventions.ts'
import { key, split, uniform } from '../../src/domain/random.ts'
import type { ImageValues, StudyColumn, StudyRequest, StudyResult } from '../../src/domain/study.ts'

interface Size {
  readonly images?: number
  readonly columns?: number
  readonly readouts?: number
  /** Images done of every column. */
  readonly done?: number
}

/** A study of made-up numbers, as large as asked for. */
export function someStudy({ images = 4, columns = 2, readouts = 2, done = images }: Size = {}): StudyResult {
  const request: StudyRequest = {
    dataset: 'mnist',
    images: Array.from({ length: images }, (_, i) => (i * 37) % 10_000),
    sample: { kind: 'listed' },
    subjects: Array.from({ length: columns }, (_, i) => ({ model: `network-${i}`, draws: 1 + i })),
    attack: { id: 'fgsm', parameters: { budget: 0.2 } },
    readouts: Array.from({ length: readouts }, (_, i) => ({
      rule: { id: 'epsilon', parameters: {} },
      layer: i,
    })),
    aim: { rule: { id: 'epsilon', parameters: {} }, layer: readouts - 1 },
    k: 20,
    conventions: conventionsOf('defined'),
    seed: 0,
  }
  return {
    request,
    labels: request.images.map((_, i) => i % 10),
    columns: request.subjects.map((subject, i): StudyColumn => {
      const provenance = {
        backend: 'wasm',
        modelChecksum: `checksum-${i}`,
        milliseconds: 12.5,
        version: 'dev',
      }
      return { subject, provenance, done, values: someValues(request, i, 0, done) }
    }),
  }
}

/** Made-up values of some of the images; the same for an image whichever others are asked for. */
export function someValues(request: StudyRequest, subject: number, from: number, to: number): ImageValues {
  const list = (name: string, low: number, high: number) =>
    Array.from(
      { length: to - from },
      (_, i) => uniform(split(split(split(key(1), name), subject), from + i), 1, low, high)[0]!,
    )
  const whole = (name: string, most: number) => list(name, 0, most + 1).map(Math.floor)
  return {
    predictionBefore: whole('before', 9),
    predictionAfter: whole('after', 9),
    softmaxRobustness: list('softmax', 0, 1),
    softmaxRobustnessControl: list('softmax control', 0, 1),
    predictionControl: whole('control', 9),
    linf: list('linf', 0, 0.2),
    l2: list('l2', 2, 5),
    zeroPixels: list('pixels', 0, 1),
    zeroDraws: list('draws', 0, 1),
    lossBefore: list('loss before', 0, 1e-3),
    lossAfter: list('loss after', 0, 10),
    objectiveBefore: [],
    objectiveAfter: [],
    readouts: request.readouts.map((_, i) => ({
      size: 156,
      common: whole(`common ${i}`, 156),
      control: whole(`control ${i}`, 156),
      ties: whole(`ties ${i}`, 20),
    })),
  }
}
