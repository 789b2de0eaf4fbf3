import type { Catalogue } from '../domain/catalogue.ts'
import { check, type Overrides, type ParameterValue, withoutDefaults } from '../domain/parameters.ts'
import { protocolOf } from '../domain/protocolOf.ts'
import type { Readout, StudyRequest } from '../domain/study.ts'
import type { Choice } from '../domain/trial.ts'
import { type Change, setScene } from './changes.ts'
import { type Choices, choose, noChoices, sceneSpecs } from './choices.ts'
import { find } from './scene.ts'
import { type StudyChoices, studySpecs } from './studyChoices.ts'

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
    const { readout: __, class: ___, outcome: ____, gradient: _____, ...kept } = values
    return choose(choices, { study: { ...rest, values: kept, ...(id !== null && { shipped: id }) } })
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
    const { model, draws } = request.subjects[subject]!
    const { protocol, flipped } = protocolOf(request.conventions)
    const { strength } = request
    const scene: Overrides = {
      k: request.k,
      draws,
      seed: request.seed + place,
      protocol,
      ...(strength && { strength: strength.norm, [strength.norm]: strength.value }),
    }
    const layers = find('model', catalogue.models, model).layers.length
    return choose(noChoices, {
      scene: withoutDefaults(sceneSpecs, {
        ...scene,
        scope: choices.scene.scope ?? sceneSpecs.scope.default,
      }),
      dataset: request.dataset === catalogue.datasets[0]?.id ? undefined : request.dataset,
      source: { kind: 'test', index: request.images[place]! },
      models: known(catalogue, [...new Set(request.subjects.map((each) => each.model))]),
      attack: unlessFirst(catalogue.attacks, request.attack),
      rule: unlessFirst(catalogue.rules, readout.rule),
      layer: readout.layer === layers - 1 ? undefined : readout.layer,
      flipped,
      study: choices.study,
    })
  }
}

function withStudy(choices: Choices, change: Partial<StudyChoices>): Choices {
  return choose(choices, { study: { values: {}, ...choices.study, ...change } })
}

function known({ models }: Catalogue, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => models.some((model) => model.id === id))
}

function unlessFirst(entries: readonly { readonly id: string }[], made: Choice): Choice | undefined {
  return made.id === entries[0]?.id && Object.keys(made.parameters).length === 0 ? undefined : made
}
