import {
  type Overrides,
  type ParameterSpecs,
  type ParameterValue,
  withoutDefaults,
} from '../domain/parameters.ts'
import type { Choice } from '../domain/trial.ts'
import type { Change } from './changes.ts'
import { setScene } from './changes.ts'
import { choose } from './choices.ts'

/** A figure's name and the names of its options, as they stand in a link; which ones there are, its view knows. */
const name = /^[a-z0-9-]{1,40}$/

/** The Figures view on one figure, its options as published. */
export function openFigure(id: string): Change {
  return (choices, catalogue) =>
    setScene('view', 'figures')(choose(choices, { figure: { id, parameters: {} } }), catalogue)
}

/** Draws the figure that is open in another of its ways. */
export function setFigureOption(
  id: string,
  specs: ParameterSpecs,
  values: Overrides,
  option: string,
  value: ParameterValue,
): Change {
  return (choices) =>
    choose(choices, { figure: { id, parameters: withoutDefaults(specs, { ...values, [option]: value }) } })
}

/**
 * The figure of a link, `figure=3&figure.scale=shared`; whether there is one is for its view to say.
 * @throws RangeError for what cannot be a figure's name
 */
export function readFigure(fields: ReadonlyMap<string, string>): Choice {
  const id = fields.get('figure') ?? ''
  if (!name.test(id)) throw new RangeError(`link: figure must be a name as in the list of figures, got ${id}`)
  const options = [...fields].filter(([field]) => field.startsWith('figure.'))
  return {
    id,
    parameters: Object.fromEntries(options.map(([field, value]) => [field.slice('figure.'.length), value])),
  }
}
