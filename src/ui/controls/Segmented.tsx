import { useId } from 'react'

export interface SegmentedProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onChange: (value: V) => void
  readonly hideLabel?: boolean
}

/** One of two to four short words, all visible: the browser's own radio buttons, arrow keys included. */
export function Segmented<V extends string>(props: SegmentedProps<V>) {
  const { label, value, options, onChange, hideLabel } = props
  const name = useId()
  return (
    <fieldset className="field">
      <legend className={hideLabel ? 'spoken' : 'field-label'}>{label}</legend>
      <div className="segmented">
        {options.map((option) => (
          <label key={option.value} className="segment">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
