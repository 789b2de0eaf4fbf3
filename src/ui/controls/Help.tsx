import type { ReactNode } from 'react'
import { t } from '../messages.ts'
import { Popup } from './Popup.tsx'

interface HelpProps {
  readonly about: string
  readonly wide?: boolean
  readonly children: ReactNode
}

/** A word that can be asked what it means. */
export function Help({ about, wide = false, children }: HelpProps) {
  return (
    <Popup trigger="?" triggerClass="help" label={`${about}: ${t.parameterHelp}`} wide={wide}>
      {children}
    </Popup>
  )
}
