import { type ReactNode, useId } from 'react'

export interface MenuOption {
  readonly value: string
  readonly label: string
  /** Heading it stands under. */
  readonly group?: string
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
          {grouped(options).map(([group, members]) =>
            group === undefined ? (
              members.map(item)
            ) : (
              <optgroup key={group} label={group}>
                {members.map(item)}
              </optgroup>
            ),
          )}
        </select>
        {mark}
        <Caret />
      </div>
    </div>
  )
}

function item({ value, label }: MenuOption) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  )
}

function grouped(options: readonly MenuOption[]): readonly [string | undefined, readonly MenuOption[]][] {
  const groups = [...new Set(options.map(({ group }) => group))]
  return groups.map((group) => [group, options.filter((option) => option.group === group)])
}

function Caret() {
  return (
    <svg className="menu-caret" viewBox="0 0 8 5" width="8" height="5" aria-hidden="true">
      <path d="M0.5 0.5 4 4 7.5 0.5" fill="none" stroke="currentColor" />
    </svg>
  )
}
