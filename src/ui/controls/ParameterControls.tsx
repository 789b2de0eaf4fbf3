import type { ParameterSpecs, ParameterValue } from '../../domain/parameters.ts'
import { Menu } from './Menu.tsx'
import { NumberControl } from './NumberControl.tsx'

export interface ParameterControlsProps {
  readonly owner: string
  readonly specs: ParameterSpecs
  readonly values: Readonly<Record<string, ParameterValue>>
  readonly onChange: (name: string, value: ParameterValue) => void
}

/** A control for every parameter of an attack or a rule, drawn from its specification. */
export function ParameterControls({ owner, specs, values, onChange }: ParameterControlsProps) {
  return Object.entries(specs).map(([name, spec]) => {
    const value = values[name] ?? spec.default
    if (spec.kind === 'region') return null
    if (spec.kind !== 'choice')
      return (
        <NumberControl
          key={name}
          {...{ owner, name }}
          spec={spec.kind === 'testImage' ? { ...spec, kind: 'integer', min: 0, max: 9999 } : spec}
          value={Number(value)}
          onChange={(next) => onChange(name, next)}
        />
      )
    return (
      <Menu
        key={name}
        label={spec.label}
        value={String(value)}
        options={spec.options}
        onChange={(next) => onChange(name, next)}
      />
    )
  })
}
