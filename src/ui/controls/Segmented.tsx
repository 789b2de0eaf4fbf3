import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'

export interface SegmentedProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onChange: (value: V) => void
  readonly hideLabel?: boolean
}

/** One of two to four short words, all visible. */
export function Segmented<V extends string>({
  label,
  value,
  options,
  onChange,
  hideLabel,
}: SegmentedProps<V>) {
  return (
    <div className="field">
      <span className={hideLabel ? 'spoken' : 'field-label'}>{label}</span>
      <ToggleGroup
        className="segmented"
        aria-label={label}
        value={[value]}
        onValueChange={([next]) => next !== undefined && onChange(next)}
      >
        {options.map((option) => (
          <Toggle key={option.value} value={option.value} className="segment">
            {option.label}
          </Toggle>
        ))}
      </ToggleGroup>
    </div>
  )
}
