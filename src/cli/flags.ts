import { Option } from 'commander'
import { type Overrides, type ParameterSpecs, parseText } from '../domain/parameters.ts'

/** A flag for each parameter: `--leapfrog-steps`. `chosen` stands in the help instead of the default. */
export function optionsOf(specs: ParameterSpecs, chosen: Overrides = {}): readonly Option[] {
  return Object.entries(specs).map(
    ([name, spec]) =>
      new Option(`--${kebab(name)} <value>`, `${spec.label} (${chosen[name] ?? spec.default})`),
  )
}

/** The parameters that were given on the command line, as values for `resolve` to judge. */
export function flagsOf(specs: ParameterSpecs, given: Readonly<Record<string, unknown>>): Overrides {
  const named = Object.entries(specs).filter(([name]) => given[name] !== undefined)
  return Object.fromEntries(named.map(([name, spec]) => [name, parseText(spec, String(given[name]))]))
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
