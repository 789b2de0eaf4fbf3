import type { ReactNode } from 'react'
import { t } from '../messages.ts'
import { Popup } from './Popup.tsx'

/** A word that can be asked what it means. */
export function Help({ about, children }: { about: string; children: ReactNode }) {
  return (
    <Popup trigger="?" triggerClass="help" label={`${about}: ${t.parameterHelp}`}>
      {children}
    </Popup>
  )
}
