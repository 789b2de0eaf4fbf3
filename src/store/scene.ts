import {
  type Catalogue,
  type CatalogueEntry,
  type DatasetEntry,
  families,
  type ModelEntry,
} from '../domain/catalogue.ts'
import { type Conventions, conventionsOf } from '../domain/conventions.ts'
import { type Overrides, resolve, type ValuesOf, withoutDefaults } from '../domain/parameters.ts'
import type { Choice } from '../domain/trial.ts'
import { type Choices, type Source, sceneSpecs } from './choices.ts'
import { type StudyScene, studyScene } from './studyChoices.ts'

/** The choices with every default filled in from the catalogue: what the page shows and asks for. */
export interface Scene extends ValuesOf<typeof sceneSpecs> {
  readonly dataset: DatasetEntry
  readonly source: Source
  readonly models: readonly ModelEntry[]
  /** The network of the Layers and Models views; only the Models view leaves the data set. */
  readonly model: ModelEntry
  readonly attack: ChosenEntry
  /** The network that every attack is made on; null: each network its own. */
  readonly madeOn: ModelEntry | null
  /** The film strip of one column; null where none is open or the attack has no steps. */
  readonly film: { readonly model: ModelEntry; readonly step: number | undefined } | null
  /** The figure of the Figures view, unchecked; null is the first one. */
  readonly figure: Choice | null
  readonly study: StudyScene
  readonly rule: ChosenEntry
  /** 0-based; undefined is the output, whatever its number in a network. */
  readonly layer: number | undefined
  readonly conventions: Conventions
}

export interface ChosenEntry {
  readonly entry: CatalogueEntry
  readonly choice: Choice
  /** Every parameter, defaults filled in. */
  readonly values: Readonly<Record<string, number | string>>
}

/** @throws RangeError where a choice names what the catalogue does not have */
export function sceneOf(catalogue: Catalogue, choices: Choices): Scene {
  const dataset = find('dataset', catalogue.datasets, choices.dataset)
  const models = choices.models
    ? choices.models.map((id) => find('model', catalogue.models, id))
    : defaultModels(catalogue, dataset.id)
  const first = models[0] ?? catalogue.models[0]
  if (!first) throw new RangeError('the catalogue lists no network')
  const scene = resolve('scene', sceneSpecs, choices.scene)
  const looked = choices.model ? find('model', catalogue.models, choices.model) : first
  const attack = chosen('attack', catalogue.attacks, choices.attack)
  const filmed = models.find((model) => model.id === choices.film?.model)
  return {
    ...scene,
    dataset,
    source: choices.source ?? { kind: 'test', index: 0 },
    models,
    model: scene.view === 'models' || looked.dataset === dataset.id ? looked : first,
    attack,
    madeOn: choices.madeOn ? find('model', catalogue.models, choices.madeOn) : null,
    film: filmed && takesSteps(attack.entry) ? { model: filmed, step: choices.film?.step } : null,
    figure: choices.figure ?? null,
    study: studyScene(choices.study),
    rule: chosen('rule', catalogue.rules, choices.rule),
    layer: choices.layer,
    conventions: conventionsOf(scene.protocol, choices.flipped),
  }
}

/** One network of each family that share one dense architecture, so that columns compare like for like. */
export function defaultModels(catalogue: Catalogue, dataset: string): readonly ModelEntry[] {
  const own = catalogue.models.filter((each) => each.dataset === dataset && each.protocol === 'defined')
  const dense = families.flatMap(
    (family) => own.filter((each) => each.family === family && isDense(each))[0] ?? [],
  )
  return dense.length > 0 ? dense : own.slice(0, 4)
}

/** The overrides that still mean something to another entry: a budget stays a budget. */
export function carried(from: Overrides, to: CatalogueEntry): Overrides {
  const known = Object.entries(from).filter(([name, value]) => {
    try {
      resolve('carried', to.parameters, { [name]: value })
      return true
    } catch {
      return false
    }
  })
  return withoutDefaults(to.parameters, Object.fromEntries(known))
}

/** Whether an attack goes a way that a film can show. */
export function takesSteps({ parameters }: CatalogueEntry): boolean {
  return 'steps' in parameters
}

function isDense(model: ModelEntry): boolean {
  return model.architecture.startsWith('fc')
}

function chosen(name: string, entries: readonly CatalogueEntry[], choice: Choice | undefined): ChosenEntry {
  const entry = find(name, entries, choice?.id)
  const overrides = choice?.parameters ?? {}
  return {
    entry,
    choice: { id: entry.id, parameters: overrides },
    values: resolve(`${name} ${entry.id}`, entry.parameters, overrides),
  }
}

/** The entry called `id`, the first one if none is asked for. */
export function find<E extends { readonly id: string }>(
  name: string,
  entries: readonly E[],
  id?: string | undefined,
): E {
  const entry = id === undefined ? entries[0] : entries.find((each) => each.id === id)
  if (entry) return entry
  throw new RangeError(
    `unknown ${name} ${id ?? ''}; expected ${entries.map((each) => each.id).join(', ') || 'none'}`,
  )
}
