import { Popover } from '@base-ui/react/popover'
import type { ReactNode } from 'react'
import { t } from '../messages.ts'

/** A word that can be asked what it means: hover, click or Enter. */
export function Help({ about, children }: { about: string; children: ReactNode }) {
  return (
    <Popover.Root>
      <Popover.Trigger className="help" aria-label={`${about}: ${t.parameterHelp}`} openOnHover delay={300}>
        ?
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} className="menu-positioner">
          <Popover.Popup className="popup note-popup">{children}</Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
