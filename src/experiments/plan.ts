import { conventionsOf } from '../domain/conventions.ts'
import type { Readout, Sample, StudyRequest, Subject } from '../domain/study.ts'
import type { StudyExperiment } from './experiment.ts'

/** What decides a study's numbers beside the experiment itself. */
export interface Setting {
  /** Places in the test set. */
  readonly images: readonly number[]
  readonly sample: Sample
  /** Instead of the experiment's numbers of draws of the Bayesian network. */
  readonly draws?: readonly number[]
  readonly k: number
  readonly seed: number
  /** Draws that a model has, undefined for one that is not trained. */
  readonly available: (model: string) => number | undefined
}

/** The study that an experiment asks for, and in sentences where it departs from it. */
export interface Plan {
  readonly request: StudyRequest
  readonly notes: readonly string[]
}

const publishedImages = 500
const layers = [0, 1, 2]
const rules = ['epsilon', 'gamma', 'alpha-beta']
const output: Readout = readout('epsilon', 2)

/** @throws RangeError naming the networks that are not trained yet */
export function planOf({ networks, id, dataset, attack, protocol }: StudyExperiment, setting: Setting): Plan {
  const missing = networks.filter(({ model }) => setting.available(model) === undefined)
  if (missing.length > 0)
    throw new RangeError(`${id}: ${missing.map(({ model }) => model).join(', ')}: not trained yet`)
  const wanted = networks.map(({ model, draws }) => ({
    model,
    has: setting.available(model)!,
    draws: draws.length > 1 ? (setting.draws ?? draws) : draws,
  }))
  const { images, sample, k, seed } = setting
  return {
    request: {
      dataset,
      images,
      sample,
      subjects: wanted.flatMap(subjectsOf),
      attack,
      readouts: layers.flatMap((layer) => rules.map((rule) => readout(rule, layer))),
      aim: output,
      k,
      conventions: conventionsOf(protocol),
      seed,
    },
    notes: [...fewerImages(sample), ...wanted.flatMap(shortage)],
  }
}

interface Wanted {
  readonly model: string
  readonly has: number
  readonly draws: readonly number[]
}

/** Numbers of draws that a posterior lacks come to one column with all that it has. */
function subjectsOf({ model, has, draws }: Wanted): readonly Subject[] {
  const given = new Set(draws.map((count) => Math.min(count, has)))
  return [...given].map((count) => ({ model, draws: count }))
}

function shortage({ model, has, draws }: Wanted): readonly string[] {
  const beyond = draws.filter((count) => count > has)
  if (beyond.length === 0) return []
  return [`${model} had ${has} draws when this was computed; ${beyond.join(' and ')} were asked for.`]
}

function fewerImages(sample: Sample): readonly string[] {
  if (sample.kind !== 'balanced' || sample.count >= publishedImages) return []
  return [`${sample.count} images, where the paper has ${publishedImages}.`]
}

function readout(rule: string, layer: number): Readout {
  return { rule: { id: rule, parameters: {} }, layer }
}
