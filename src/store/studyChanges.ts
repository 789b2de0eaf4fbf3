import type { Catalogue, CatalogueEntry } from '../domain/catalogue.ts'
import { check, type Overrides, type ParameterValue, withoutDefaults } from '../domain/parameters.ts'
import { protocolOf } from '../domain/protocolOf.ts'
import type { Readout, StudyRequest } from '../domain/study.ts'
import type { Choice } from '../domain/trial.ts'
import { type Change, setScene } from './changes.ts'
import { type Choices, choose, noChoices, sceneSpecs } from './choices.ts'
import { find } from './scene.ts'
import { type StudyChoices, studySpecs } from './studyChoices.ts'
import { overridesOf } from './studyRequest.ts'

/** The values that say how a study is looked at, not what it is made of. */
const looks: ReadonlySet<string> = new Set<keyof typeof studySpecs>([
  'readout',
  'class',
  'outcome',
  'gradient',
])

/** One value of a study's choices. */
export function setStudy(name: keyof typeof studySpecs, value: ParameterValue): Change {
  return (choices) => {
    const checked = check('study', name, studySpecs[name], value)
    return withStudy(choices, {
      values: withoutDefaults(studySpecs, { ...choices.study?.values, [name]: checked }),
    })
  }
}

/** Numbers of draws, rules or layers; an empty list asks nothing, so it changes nothing. */
export function setStudyList<N extends 'draws' | 'rules' | 'layers'>(
  name: N,
  list: NonNullable<StudyChoices[N]>,
): Change {
  return (choices) => (list.length === 0 ? choices : withStudy(choices, { [name]: list }))
}

/** Looks at a committed result; null: at the study at hand. */
export function showShipped(id: string | null): Change {
  return (choices) => {
    const { shipped: _, values = {}, ...rest } = choices.study ?? {}
    const asked = those(values, (name) => !looks.has(name))
    return choose(choices, { study: { ...rest, values: asked, ...(id !== null && { shipped: id }) } })
  }
}

/** The Study view on a committed result. */
export function openInStudy(id: string): Change {
  return (choices, catalogue) => setScene('view', 'study')(showShipped(id)(choices, catalogue), catalogue)
}

/** One image of a study under one of its networks, explained in one way. */
export interface StudyImage {
  /** Place among the study's images. */
  readonly place: number
  /** Place among its subjects. */
  readonly subject: number
  readonly readout: Readout
}

/** The Bench with the study's networks on one of its images: the same attack, explanation, conventions and random numbers. */
export function openImageInBench(request: StudyRequest, { place, subject, readout }: StudyImage): Change {
  return (choices, catalogue) => {
    const own = { view: 'bench', draws: drawsBeside(request, subject), seed: request.seed + place }
    return choose(asked(request, readout, own, choices, catalogue), {
      source: { kind: 'test', index: request.images[place]! },
      study: choices.study,
    })
  }
}

/** Draws of a posterior as its column has them; beside a single network the most that the study has. */
function drawsBeside({ subjects }: StudyRequest, subject: number): number {
  const { draws } = subjects[subject]!
  return draws > 1 ? draws : mostDraws(subjects)
}

function mostDraws(subjects: StudyRequest['subjects']): number {
  return Math.max(...subjects.map(({ draws }) => draws))
}

/** The Study view with the choices that ask for this study again, as far as choices can say it; what is in view stays. */
export function takeStudy(request: StudyRequest): Change {
  return (choices, catalogue) => {
    const { sample, subjects, readouts, aim, seed } = request
    const { shipped, values: before = {} } = choices.study ?? {}
    const count = sample.kind === 'listed' ? request.images.length : sample.count
    const values = {
      count: Math.min(count, studySpecs.count.max),
      ...(sample.kind !== 'listed' && { sample: sample.kind }),
      ...(sample.kind === 'balanced' && { draw: sample.seed }),
    }
    const own = { view: 'study', draws: mostDraws(subjects), seed }
    return choose(asked(request, aim, own, choices, catalogue), {
      study: {
        values: {
          ...withoutDefaults(studySpecs, values),
          ...those(before, (name) => looks.has(name)),
        },
        draws: drawsAsked(request, catalogue),
        rules: [...new Set(readouts.map(({ rule }) => rule.id))],
        layers: [...new Set(readouts.map(({ layer }) => layer))].toSorted((a, b) => a - b),
        ...(shipped !== undefined && { shipped }),
      },
    })
  }
}

/** What every view is asked for alike: the networks, the attack, one explanation, the conventions. */
function asked(
  { k, dataset, subjects, attack, conventions, strength }: StudyRequest,
  { rule, layer }: Readout,
  own: Overrides,
  choices: Choices,
  catalogue: Catalogue,
): Choices {
  const { protocol, flipped } = protocolOf(conventions)
  const models = known(catalogue, [...new Set(subjects.map(({ model }) => model))])
  const layers = find('model', catalogue.models, models[0]).layers.length
  return choose(noChoices, {
    scene: withoutDefaults(sceneSpecs, {
      ...own,
      ...{ k, protocol, scope: choices.scene.scope ?? sceneSpecs.scope.default },
      ...(strength && { strength: strength.norm, [strength.norm]: strength.value }),
    }),
    dataset: dataset === catalogue.datasets[0]?.id ? undefined : dataset,
    models,
    attack: unlessFirst(catalogue.attacks, attack),
    rule: unlessFirst(catalogue.rules, rule),
    layer: layer === layers - 1 ? undefined : layer,
    flipped,
  })
}

function those(values: Overrides, take: (name: string) => boolean): Overrides {
  return Object.fromEntries(Object.entries(values).filter(([name]) => take(name)))
}

function withStudy(choices: Choices, change: Partial<StudyChoices>): Choices {
  return choose(choices, { study: { values: {}, ...choices.study, ...change } })
}

/** The numbers of draws that networks were asked for; all that one has may have been fewer than that. */
function drawsAsked({ subjects }: StudyRequest, { models }: Catalogue): readonly number[] {
  const most = Math.max(...subjects.map(({ draws }) => draws))
  const asked = subjects.filter(
    ({ model, draws }) => draws === most || draws !== models.find(({ id }) => id === model)?.draws,
  )
  return [...new Set(asked.map(({ draws }) => draws))].toSorted((a, b) => a - b)
}

function known({ models }: Catalogue, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => models.some((model) => model.id === id))
}

function unlessFirst(entries: readonly CatalogueEntry[], made: Choice): Choice | undefined {
  const parameters = overridesOf(entries, made)
  const isFirst = made.id === entries[0]?.id && Object.keys(parameters).length === 0
  return isFirst ? undefined : { id: made.id, parameters }
}
