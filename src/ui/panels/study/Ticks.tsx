import type { ReactNode } from 'react'
import { Help } from '../../controls/Help.tsx'

export interface TicksProps {
  readonly label: string
  readonly help?: string
  /** One below the other. */
  readonly stacked?: boolean
  readonly options: readonly { readonly value: string; readonly label: ReactNode }[]
  readonly chosen: readonly string[]
  readonly onToggle: (value: string, on: boolean) => void
}

/** Any of a few named things: the browser's own check boxes. The last one that is on stays on. */
export function Ticks({ label, help, stacked = false, options, chosen, onToggle }: TicksProps) {
  return (
    <fieldset className="field ticks" data-control={label} data-stacked={stacked}>
      <legend className="field-label">
        {label} {help && <Help about={label}>{help}</Help>}
      </legend>
      <div className="ticks-options">
        {options.map((option) => {
          const on = chosen.includes(option.value)
          return (
            <label key={option.value} className="tick">
              <input
                type="checkbox"
                value={option.value}
                checked={on}
                aria-disabled={on && chosen.length === 1}
                onChange={(event) => onToggle(option.value, event.target.checked)}
              />
              <span>{option.label}</span>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
