import { Select } from '@base-ui/react/select'
import type { ReactNode } from 'react'

export interface MenuOption {
  readonly value: string
  readonly label: string
  /** One sentence under the label. */
  readonly note?: string
}

export interface MenuProps {
  readonly label: string
  readonly value: string
  readonly options: readonly MenuOption[]
  readonly onChange: (value: string) => void
  /** Shown beside the chosen label: "· 2 flipped". */
  readonly mark?: ReactNode
  /** In the top bar: the label is only spoken. */
  readonly bare?: boolean
}

/** One of a few named things. */
export function Menu({ label, value, options, onChange, mark, bare = false }: MenuProps) {
  return (
    <div className="field" data-bare={bare}>
      <Select.Root items={options} value={value} onValueChange={(next) => next !== null && onChange(next)}>
        <Select.Label className={bare ? 'spoken' : 'field-label'}>{label}</Select.Label>
        <Select.Trigger className="menu-trigger" data-control={label}>
          <Select.Value className="menu-value" />
          {mark}
          <Caret />
        </Select.Trigger>
        <Select.Portal>
          <Select.Positioner
            className="menu-positioner"
            sideOffset={4}
            align="start"
            alignItemWithTrigger={false}
          >
            <Select.Popup className="popup menu-popup">
              <Select.List className="menu-list">
                {options.map((option) => (
                  <Select.Item key={option.value} value={option.value} className="menu-item">
                    <Select.ItemText>{option.label}</Select.ItemText>
                    {option.note && <span className="menu-note">{option.note}</span>}
                  </Select.Item>
                ))}
              </Select.List>
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
    </div>
  )
}

function Caret() {
  return (
    <Select.Icon className="menu-caret">
      <svg viewBox="0 0 8 5" width="8" height="5" aria-hidden="true">
        <path d="M0.5 0.5 4 4 7.5 0.5" fill="none" stroke="currentColor" />
      </svg>
    </Select.Icon>
  )
}
