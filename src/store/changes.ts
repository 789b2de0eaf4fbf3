import type { Catalogue, CatalogueEntry } from '../domain/catalogue.ts'
import { type Conventions, conventionsOf, type ProtocolId } from '../domain/conventions.ts'
import { check, type ParameterValue, withoutDefaults } from '../domain/parameters.ts'
import { type Choices, choose, type Source, sceneSpecs } from './choices.ts'
import { carried, find, sceneOf, takesSteps } from './scene.ts'

/** One edit of the choices: value in, value out; a value that is refused throws the sentence of its specification. */
export type Change = (choices: Choices, catalogue: Catalogue) => Choices

export function setScene(name: keyof typeof sceneSpecs, value: ParameterValue): Change {
  return (choices) => {
    const checked = check('scene', name, sceneSpecs[name], value)
    return choose(choices, { scene: withoutDefaults(sceneSpecs, { ...choices.scene, [name]: checked }) })
  }
}

/** A protocol wipes single flips: they were made against the other one. */
export function setProtocol(protocol: ProtocolId): Change {
  return (choices, catalogue) => ({ ...setScene('protocol', protocol)(choices, catalogue), flipped: {} })
}

/** Chooses an attack or a rule; parameters that the new one knows too are kept. */
export function pick(what: 'attack' | 'rule', id: string): Change {
  return (choices, catalogue) => {
    const entries = entriesOf(catalogue, what)
    const entry = find(what, entries, id)
    const parameters = carried(choices[what]?.parameters ?? {}, entry)
    const film = what === 'attack' && !takesSteps(entry) ? undefined : choices.film
    return choose(choices, { [what]: unlessDefault(entries, { id, parameters }), film })
  }
}

export function setParameter(what: 'attack' | 'rule', name: string, value: ParameterValue): Change {
  return (choices, catalogue) => {
    const entries = entriesOf(catalogue, what)
    const entry = find(what, entries, choices[what]?.id)
    const spec = entry.parameters[name]
    if (!spec) return choices
    const checked = check(`${what} ${entry.id}`, name, spec, value)
    const parameters = withoutDefaults(entry.parameters, { ...choices[what]?.parameters, [name]: checked })
    return choose(choices, { [what]: unlessDefault(entries, { id: entry.id, parameters }) })
  }
}

/** `layers` is the number of the networks' learnable layers; the last one is the output and the default. */
export function setLayer(layer: number, layers: number): Change {
  return (choices) => choose(choices, { layer: layer === layers - 1 ? undefined : layer })
}

export function setSource(source: Source): Change {
  const isDefault = source.kind === 'test' && source.index === 0
  return (choices) => choose(choices, { source: isDefault ? undefined : source })
}

/** Another data set has other pictures and other networks. */
export function setDataset(id: string): Change {
  return (choices, catalogue) =>
    choose(choices, {
      dataset: id === catalogue.datasets[0]?.id ? undefined : id,
      source: undefined,
      models: undefined,
      model: undefined,
      madeOn: undefined,
      film: undefined,
    })
}

export function addModel(id: string): Change {
  return (choices, catalogue) => {
    const shown = sceneOf(catalogue, choices).models.map((model) => model.id)
    return choose(choices, { models: shown.includes(id) ? shown : [...shown, id] })
  }
}

/** The last column stays: an empty Bench answers nothing. */
export function removeModel(id: string): Change {
  return (choices, catalogue) => {
    const rest = sceneOf(catalogue, choices).models.flatMap((model) => (model.id === id ? [] : [model.id]))
    const film = choices.film?.model === id ? undefined : choices.film
    return rest.length > 0 ? choose(choices, { models: rest, film }) : choices
  }
}

/** The network that every attack is made on; null: each network its own. */
export function setMadeOn(id: string | null): Change {
  return (choices) => choose(choices, { madeOn: id ?? undefined })
}

/** Opens the film of a column, on its last frame. */
export function openFilm(model: string): Change {
  return (choices) => choose(choices, { film: { model } })
}

/** `last` is the step of the last frame, the default. */
export function setFilmStep(step: number, last: number): Change {
  return (choices) => {
    const { film } = choices
    return film ? choose(choices, { film: { model: film.model, ...(step < last && { step }) } }) : choices
  }
}

export const closeFilm: Change = (choices) => choose(choices, { film: undefined })

export function setModel(id: string): Change {
  return (choices) => choose(choices, { model: id })
}

/** The Bench with this network among its columns, on the network's own data set. */
export function openInBench(id: string): Change {
  return (choices, catalogue) =>
    setScene('view', 'bench')(addModel(id)(onDataOf(id, choices, catalogue), catalogue), catalogue)
}

/** The layers of this network, on its own data set. */
export function openInLayers(id: string): Change {
  return (choices, catalogue) =>
    setScene('view', 'layers')(setModel(id)(onDataOf(id, choices, catalogue), catalogue), catalogue)
}

/** Gives one convention a value; the protocol's own value is an absence. */
export function flip(name: keyof Conventions, value: string): Change {
  return (choices, catalogue) => {
    const { [name]: _, ...others } = choices.flipped
    const own = conventionsOf(sceneOf(catalogue, choices).protocol)[name]
    return { ...choices, flipped: value === own ? others : { ...others, [name]: value } }
  }
}

export const resetFlips: Change = (choices) => ({ ...choices, flipped: {} })

function onDataOf(model: string, choices: Choices, catalogue: Catalogue): Choices {
  const { dataset } = find('model', catalogue.models, model)
  return sceneOf(catalogue, choices).dataset.id === dataset
    ? choices
    : setDataset(dataset)(choices, catalogue)
}

function entriesOf(catalogue: Catalogue, what: 'attack' | 'rule'): readonly CatalogueEntry[] {
  return what === 'attack' ? catalogue.attacks : catalogue.rules
}

function unlessDefault(entries: readonly CatalogueEntry[], choice: NonNullable<Choices['attack']>) {
  const isDefault = choice.id === entries[0]?.id && Object.keys(choice.parameters).length === 0
  return isDefault ? undefined : choice
}
