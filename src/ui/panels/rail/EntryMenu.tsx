import type { CatalogueEntry } from '../../../domain/catalogue.ts'
import { Menu } from '../../controls/Menu.tsx'

export interface EntryMenuProps {
  readonly label: string
  readonly entries: readonly CatalogueEntry[]
  readonly chosen: CatalogueEntry
  readonly onChange: (id: string) => void
}

/** A menu of the catalogue: what the chosen entry does in one sentence, and where it comes from. */
export function EntryMenu({ label, entries, chosen, onChange }: EntryMenuProps) {
  return (
    <div className="entry-menu">
      <Menu
        bare
        label={label}
        value={chosen.id}
        options={entries.map((entry) => ({ value: entry.id, label: entry.label }))}
        onChange={onChange}
      />
      <p className="note">
        {chosen.summary} <span className="source">{chosen.source}</span>
      </p>
    </div>
  )
}
