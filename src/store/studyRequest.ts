import type { Catalogue, CatalogueEntry, ModelEntry } from '../domain/catalogue.ts'
import { withoutDefaults } from '../domain/parameters.ts'
import type { Readout, StudyRequest, Subject } from '../domain/study.ts'
import type { Choice } from '../domain/trial.ts'
import type { Scene } from './scene.ts'

/** What the engine is asked for by a study of the scene's choices; `images` are those of its sample. */
export function studyRequest(scene: Scene, catalogue: Catalogue, images: readonly number[]): StudyRequest {
  const { strength: norm } = scene
  const rules = chosenRules(scene, catalogue)
  const layers = chosenLayers(scene)
  return {
    dataset: scene.dataset.id,
    images,
    sample: scene.study.sample,
    subjects: scene.models.flatMap((model) => subjectsOf(scene, model)),
    attack: scene.attack.choice,
    readouts: rules.flatMap((rule) => layers.map((layer): Readout => ({ rule, layer }))),
    aim: { rule: scene.rule.choice, layer: scene.layer ?? layersOf(scene) - 1 },
    k: scene.k,
    conventions: scene.conventions,
    seed: scene.seed,
    ...(norm === 'as-is' ? {} : { strength: { norm, value: scene[norm] } }),
  }
}

/** Whether two studies are the same but for how far they have come. */
export function sameStudy(a: StudyRequest, b: StudyRequest, catalogue: Catalogue): boolean {
  return ordered(a, catalogue) === ordered(b, catalogue)
}

/** Whether this page has all the networks and draws of a study. */
export function isHere({ subjects }: StudyRequest, { models }: Catalogue): boolean {
  return subjects.every(({ model, draws }) => models.some((each) => each.id === model && each.draws >= draws))
}

/** Whether choices can ask for a study: images that somebody listed are none of them. */
export function isAskedByChoices(request: StudyRequest, catalogue: Catalogue): boolean {
  return request.sample.kind !== 'listed' && isHere(request, catalogue)
}

/** The overrides of a choice: a file says its defaults, a person's choices do not. */
export function overridesOf(
  entries: readonly CatalogueEntry[],
  { id, parameters }: Choice,
): Choice['parameters'] {
  const entry = entries.find((each) => each.id === id)
  return entry ? withoutDefaults(entry.parameters, parameters) : parameters
}

/** Every rule by default; the scene's own rule with its parameters. */
export function chosenRules({ study, rule }: Scene, catalogue: Catalogue): readonly Choice[] {
  return catalogue.rules
    .filter(({ id }) => study.rules?.includes(id) ?? true)
    .map(({ id }) => (id === rule.entry.id ? rule.choice : { id, parameters: {} }))
}

/** Every layer that all networks have by default. */
export function chosenLayers(scene: Scene): readonly number[] {
  const all = Array.from({ length: layersOf(scene) }, (_, layer) => layer)
  return all.filter((layer) => scene.study.layers?.includes(layer) ?? true)
}

/** Learnable layers that all networks of the scene have. */
export function layersOf({ models }: Scene): number {
  return Math.min(...models.map(({ layers }) => layers.length))
}

/** A network once for each number of draws that it has. */
export function subjectsOf({ study, draws }: Scene, model: ModelEntry): readonly Subject[] {
  const counts = (study.draws ?? [draws]).map((count) => Math.min(count, model.draws))
  return [...new Set(counts)].toSorted((a, b) => a - b).map((count) => ({ model: model.id, draws: count }))
}

/** JSON that does not depend on the order of fields and explanations: one request comes from a file, one from choices. */
function ordered(request: StudyRequest, { attacks, rules }: Catalogue): string {
  const plain = (entries: readonly CatalogueEntry[], choice: Choice): Choice => ({
    id: choice.id,
    parameters: overridesOf(entries, choice),
  })
  const explained = ({ rule, layer }: Readout) => sorted({ rule: plain(rules, rule), layer })
  return sorted({
    ...request,
    attack: plain(attacks, request.attack),
    readouts: request.readouts.map(explained).toSorted(),
    aim: explained(request.aim),
  })
}

function sorted(value: object): string {
  return JSON.stringify(value, (_name, field: unknown) =>
    typeof field === 'object' && field !== null && !Array.isArray(field)
      ? Object.fromEntries(Object.entries(field).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : field,
  )
}
