import { lazy, Suspense } from 'react'
import type { ParameterSpec, ParameterSpecs, ParameterValue } from '../../domain/parameters.ts'
import { ClassControl } from './ClassControl.tsx'
import { Menu } from './Menu.tsx'
import { NumberControl } from './NumberControl.tsx'

// fetched with the first attack that asks for them
const RegionControl = lazy(async () => ({ default: (await import('./RegionControl.tsx')).RegionControl }))
const TestImageControl = lazy(async () => ({
  default: (await import('./TestImageControl.tsx')).TestImageControl,
}))

export interface ParameterControlsProps {
  readonly owner: string
  readonly specs: ParameterSpecs
  readonly values: Readonly<Record<string, ParameterValue>>
  readonly onChange: (name: string, value: ParameterValue) => void
}

/** A control for every parameter of an attack or a rule that matters now, drawn from its specification. */
export function ParameterControls({ owner, specs, values, onChange }: ParameterControlsProps) {
  const mattering = Object.entries(specs).filter(
    ([, { when }]) => !when || values[when.parameter] === when.is,
  )
  return mattering.map(([name, spec]) => (
    <Suspense key={name}>
      <ParameterControl
        {...{ owner, name, spec }}
        value={values[name] ?? spec.default}
        onChange={(value) => onChange(name, value)}
      />
    </Suspense>
  ))
}

export interface ParameterControlProps<S extends ParameterSpec = ParameterSpec> {
  /** Whose parameter it is, as in "attack pgd". */
  readonly owner: string
  readonly name: string
  readonly spec: S
  readonly value: ParameterValue
  readonly onChange: (value: ParameterValue) => void
}

function ParameterControl({ spec, value, ...rest }: ParameterControlProps) {
  switch (spec.kind) {
    case 'real':
    case 'integer':
      return <NumberControl {...rest} spec={spec} value={Number(value)} />
    case 'choice':
      return <Menu label={spec.label} value={String(value)} options={spec.options} onChange={rest.onChange} />
    case 'class':
      return <ClassControl {...rest} spec={spec} value={Number(value)} />
    case 'region':
      return <RegionControl {...rest} spec={spec} value={String(value)} />
    case 'testImage':
      return <TestImageControl {...rest} spec={spec} value={Number(value)} />
    default:
      return spec satisfies never
  }
}
