import type { CatalogueEntry } from '../../../domain/catalogue.ts'
import { Menu, type MenuOption } from '../../controls/Menu.tsx'

export interface EntryMenuProps {
  readonly label: string
  readonly entries: readonly CatalogueEntry[]
  readonly chosen: CatalogueEntry
  /** The heading an entry stands under. */
  readonly groupOf?: (id: string) => string | undefined
  readonly onChange: (id: string) => void
}

/** A menu of the catalogue: what the chosen entry does in one sentence, and where it comes from. */
export function EntryMenu({ label, entries, chosen, groupOf, onChange }: EntryMenuProps) {
  const options = entries.map(({ id, label: name }): MenuOption => {
    const group = groupOf?.(id)
    return { value: id, label: name, ...(group !== undefined && { group }) }
  })
  return (
    <div className="entry-menu">
      <Menu bare label={label} value={chosen.id} options={options} onChange={onChange} />
      <p className="note">
        {chosen.summary} <span className="source">{chosen.source}</span>
      </p>
    </div>
  )
}
