import type { CatalogueEntry } from '../../domain/catalogue.ts'
import type { ParameterSpec, ParameterValue } from '../../domain/parameters.ts'
import type { Choice } from '../../domain/trial.ts'

/** An attack or a rule with every parameter that matters: "FGSM, ε 0.2 pixel, L∞". Unknown ones by their ids. */
export function choiceText(entries: readonly CatalogueEntry[], { id, parameters }: Choice): string {
  const entry = entries.find((each) => each.id === id)
  const values = { ...defaultsOf(entry), ...parameters }
  const named = Object.entries(values).flatMap(([name, value]) => {
    const spec = entry?.parameters[name]
    const matters = !spec?.when || values[spec.when.parameter] === spec.when.is
    return matters ? [parameterText(name, spec, value)] : []
  })
  return [entry?.label ?? id, ...named].join(', ')
}

function defaultsOf(entry: CatalogueEntry | undefined): Readonly<Record<string, ParameterValue>> {
  return Object.fromEntries(
    Object.entries(entry?.parameters ?? {}).map(([name, spec]) => [name, spec.default]),
  )
}

function parameterText(name: string, spec: ParameterSpec | undefined, value: ParameterValue): string {
  if (!spec) return `${name} ${value}`
  const label = spec.symbol ?? spec.label
  switch (spec.kind) {
    case 'choice':
      return `${spec.label}: ${spec.options.find((option) => option.value === value)?.label ?? value}`
    case 'real':
    case 'integer':
      return `${label} ${value}${spec.unit ? ` ${spec.unit}` : ''}`
    default:
      return `${spec.label} ${value === '' ? '–' : value}`
  }
}
