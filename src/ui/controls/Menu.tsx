import { type ReactNode, useId } from 'react'

export interface MenuOption {
  readonly value: string
  readonly label: string
}

export interface MenuProps {
  readonly label: string
  readonly value: string
  readonly options: readonly MenuOption[]
  readonly onChange: (value: string) => void
  /** Shown beside the chosen label: "flipped". */
  readonly mark?: ReactNode
  /** The label is only spoken. */
  readonly bare?: boolean
}

/** One of a few named things: the browser's own menu, which every keyboard, finger and screen reader knows. */
export function Menu({ label, value, options, onChange, mark, bare = false }: MenuProps) {
  const id = useId()
  return (
    <div className="field" data-bare={bare}>
      <label className={bare ? 'spoken' : 'field-label'} htmlFor={id}>
        {label}
      </label>
      <div className="menu">
        <select
          id={id}
          className="menu-select"
          data-control={label}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        {mark}
        <Caret />
      </div>
    </div>
  )
}

function Caret() {
  return (
    <svg className="menu-caret" viewBox="0 0 8 5" width="8" height="5" aria-hidden="true">
      <path d="M0.5 0.5 4 4 7.5 0.5" fill="none" stroke="currentColor" />
    </svg>
  )
}
