import type { Catalogue, CatalogueEntry, ModelEntry } from '../domain/catalogue.ts'
import { conventionSpecs, type ProtocolId, protocols } from '../domain/conventions.ts'
import { pixelCount } from '../domain/image.ts'
import {
  check,
  choice,
  integer,
  type Overrides,
  type ParameterSpec,
  type ParameterSpecs,
  parseText,
  withoutDefaults,
} from '../domain/parameters.ts'
import type { Choice } from '../domain/trial.ts'
import { type Choices, choose, type FilmChoice, noChoices, type Source, sceneSpecs } from './choices.ts'
import { readFigure } from './figures.ts'
import { messageOf } from './lanes.ts'
import { decodePicture, encodePicture } from './pictureCode.ts'
import { find } from './scene.ts'
import { readName, readNumbers, type StudyChoices, studyFields, studySpecs } from './studyChoices.ts'

/** Layout of the hash; a later layout reads this one. */
const version = 1

/** The scene as a URL hash without the #: version and seed always, everything else where it differs from its default. */
export function writeHash(choices: Choices): string {
  const { seed, ...scene } = choices.scene
  const fields: [string, string | number | undefined][] = [
    ['v', version],
    ['seed', seed ?? sceneSpecs.seed.default],
    ...Object.entries(scene),
    ['data', choices.dataset],
    ...sourceFields(choices.source),
    ['models', choices.models?.join(',')],
    ['model', choices.model],
    ...choiceFields('attack', choices.attack),
    ...choiceFields('rule', choices.rule),
    ['on', choices.madeOn],
    ['layer', choices.layer],
    ['film', choices.film?.model],
    ['film.step', choices.film?.step],
    ...choiceFields('figure', choices.figure),
    ...studyFields(choices.study),
    ...Object.entries(choices.flipped).map(([name, value]): [string, string | number] => [
      `flip.${name}`,
      value,
    ]),
  ]
  return fields
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value)).replaceAll('%2C', ',')}`)
    .join('&')
}

export interface Reading {
  readonly choices: Choices
  /** One sentence for every value that was refused. */
  readonly complaints: readonly string[]
}

/** The scene of a hash: unknown names are dropped, bad values answered with a sentence, the rest is kept. */
export function readHash(hash: string, catalogue: Catalogue): Reading {
  const fields = parseFields(hash)
  const complaints: string[] = []
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read()
    } catch (error) {
      complaints.push(messageOf(error))
      return undefined
    }
  }
  const one = (name: string, spec: ParameterSpec) =>
    attempt(() => value('link', name, spec, fields.get(name)))
  one('v', integer({ label: 'version', min: 1, max: version, default: version }))

  const dataset = one('data', idSpec(catalogue.datasets)) as string | undefined
  const { id, count, shape } = find('dataset', catalogue.datasets, dataset)
  const own = catalogue.models.filter((model) => model.dataset === id)
  const choices = choose(noChoices, {
    scene: readValues('link', '', sceneSpecs, fields, attempt),
    dataset: dataset === catalogue.datasets[0]?.id ? undefined : dataset,
    source: attempt(() => readSource(fields, count, pixelCount(shape))),
    models: attempt(() => readModels(fields.get('models'), own)),
    model: fields.has('model') ? (one('model', idSpec(catalogue.models)) as string | undefined) : undefined,
    attack: attempt(() => readChoice('attack', catalogue.attacks, fields, attempt)),
    rule: attempt(() => readChoice('rule', catalogue.rules, fields, attempt)),
    madeOn: fields.has('on') ? (one('on', idSpec(own)) as string | undefined) : undefined,
    layer: fields.has('layer') ? (one('layer', layerSpec(catalogue)) as number | undefined) : undefined,
    film: fields.has('film') ? attempt(() => readFilm(fields, own, attempt)) : undefined,
    study: readStudy(fields, catalogue, attempt),
    figure: fields.has('figure') ? attempt(() => readFigure(fields)) : undefined,
  })
  const flips = readValues('conventions', 'flip.', conventionSpecs, fields, attempt, true)
  return { choices: { ...choices, flipped: flipsOnly(choices, flips) }, complaints }
}

/** What a flip says beyond its protocol. */
export function flipsOnly(choices: Choices, flips: Overrides): Overrides {
  const protocol = protocols[(choices.scene.protocol ?? 'defined') as ProtocolId].conventions
  return Object.fromEntries(
    Object.entries(flips).filter(
      ([name, chosen]) =>
        chosen !== (protocol[name] ?? conventionSpecs[name as keyof typeof conventionSpecs].default),
    ),
  )
}

type Attempt = <T>(read: () => T) => T | undefined
type Fields = ReadonlyMap<string, string>

function parseFields(hash: string): Fields {
  return new Map(new URLSearchParams(hash.replace(/^#/, '').replaceAll('+', '%2B')))
}

function value(owner: string, name: string, spec: ParameterSpec, text: string | undefined) {
  return check(owner, name, spec, text === undefined ? undefined : parseText(spec, text))
}

/** The fields `prefix` + name for every spec; defaults dropped unless `all`. */
function readValues(
  owner: string,
  prefix: string,
  specs: ParameterSpecs,
  fields: Fields,
  attempt: Attempt,
  all = false,
): Overrides {
  const entries = Object.entries(specs).flatMap(([name, spec]) => {
    const text = fields.get(prefix + name)
    const read = text === undefined ? undefined : attempt(() => value(owner, name, spec, text))
    return read === undefined ? [] : [[name, read] as const]
  })
  const values = Object.fromEntries(entries)
  return all ? values : withoutDefaults(specs, values)
}

function readChoice(
  name: string,
  entries: readonly CatalogueEntry[],
  fields: Fields,
  attempt: Attempt,
): Choice | undefined {
  const id = value('link', name, idSpec(entries), fields.get(name)) as string
  const entry = find(name, entries, id)
  const parameters = readValues(`${name} ${id}`, `${name}.`, entry.parameters, fields, attempt)
  const isDefault = id === entries[0]?.id && Object.keys(parameters).length === 0
  return isDefault ? undefined : { id, parameters }
}

function readSource(fields: Fields, count: number, pixels: number): Source | undefined {
  for (const kind of ['drawn', 'uploaded'] as const) {
    const text = fields.get(kind)
    if (text === undefined) continue
    try {
      return { kind, bytes: decodePicture(text, pixels) }
    } catch (error) {
      throw new RangeError(`link: ${kind} ${messageOf(error)}`)
    }
  }
  const index = value('link', 'image', imageSpec(count), fields.get('image')) as number
  return index === 0 ? undefined : { kind: 'test', index }
}

/** Networks of the data set; another one's would speak of other classes. */
function readModels(text: string | undefined, own: readonly ModelEntry[]): readonly string[] | undefined {
  if (text === undefined) return undefined
  const ids = text.split(',').map((id) => check('link', 'models', idSpec(own), id) as string)
  return [...new Set(ids)]
}

function readFilm(fields: Fields, own: readonly ModelEntry[], attempt: Attempt): FilmChoice {
  const model = value('link', 'film', idSpec(own), fields.get('film')) as string
  const text = fields.get('film.step')
  const step = text === undefined ? undefined : attempt(() => value('link', 'film.step', filmStepSpec, text))
  return { model, ...(step !== undefined && { step: Number(step) }) }
}

// the longest attack there is takes 200 steps ten times over; what is beyond the last frame shows the last
const filmStepSpec = integer({ label: 'step of the film', min: 0, max: 2000, default: 0 })

/** The fields that begin with `study.`; absent where there are none. */
function readStudy(fields: Fields, catalogue: Catalogue, attempt: Attempt): StudyChoices | undefined {
  const list = <T>(name: string, read: (text: string) => T): T | undefined => {
    const text = fields.get(`study.${name}`)
    return text === undefined ? undefined : attempt(() => read(text))
  }
  const rule = (id: string) => check('link', 'study.rules', idSpec(catalogue.rules), id) as string
  const draws = list('draws', (text) => readNumbers('study.draws', text, [1, sceneSpecs.draws.max]))
  const rules = list('rules', (text) => text.split(',').map(rule))
  const layers = list('layers', (text) => readNumbers('study.layers', text, [0, layerSpec(catalogue).max]))
  const shipped = list('shipped', readName)
  const study: StudyChoices = {
    values: readValues('study', 'study.', studySpecs, fields, attempt),
    ...(draws && { draws }),
    ...(rules && { rules }),
    ...(layers && { layers }),
    ...(shipped !== undefined && { shipped }),
  }
  return Object.keys(study).length > 1 || Object.keys(study.values).length > 0 ? study : undefined
}

/** Which test image. */
export function imageSpec(count: number) {
  return integer({ label: 'test image', min: 0, max: Math.max(0, count - 1), default: 0 })
}

function idSpec(entries: readonly { readonly id: string; readonly label: string }[]) {
  const options = entries.map(({ id, label }) => ({ value: id, label }))
  return choice({ label: 'id', options, default: options[0]?.value ?? '' })
}

function layerSpec(catalogue: Catalogue) {
  const most = Math.max(1, ...catalogue.models.map((model) => model.layers.length))
  return integer({ label: 'layer', min: 0, max: most - 1, default: most - 1 })
}

function choiceFields(name: string, made: Choice | undefined): [string, string | number][] {
  if (!made) return []
  const parameters = Object.entries(made.parameters)
  return [
    [name, made.id],
    ...parameters.map(([key, chosen]): [string, string | number] => [`${name}.${key}`, chosen]),
  ]
}

function sourceFields(source: Source | undefined): [string, string | number][] {
  if (!source) return []
  return source.kind === 'test' ? [['image', source.index]] : [[source.kind, encodePicture(source.bytes)]]
}
