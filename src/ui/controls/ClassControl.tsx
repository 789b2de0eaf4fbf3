import type { ClassSpec } from '../../domain/parameters.ts'
import { useScene } from '../useLab.tsx'
import { Menu } from './Menu.tsx'

export interface ClassControlProps {
  readonly name: string
  readonly spec: ClassSpec
  readonly value: number
  readonly onChange: (value: number) => void
}

/** A class of the data set at hand, by its name. */
export function ClassControl({ name, spec, value, onChange }: ClassControlProps) {
  const classes = useScene()?.dataset.classes ?? []
  return (
    <div data-parameter={name}>
      <Menu
        label={spec.label}
        value={String(value)}
        options={classes.map((label, place) => ({ value: String(place), label }))}
        onChange={(place) => onChange(Number(place))}
      />
    </div>
  )
}
