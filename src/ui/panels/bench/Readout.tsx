import type { ReactNode } from 'react'

export interface ReadoutProps {
  /** What it is, for tests and scripts: "linf". */
  readonly name: string
  readonly model: string
  /** In full precision; null where the value has no meaning. */
  readonly value: number | null
  readonly children: ReactNode
}

/** A number as a person reads it, with the exact one in the document. */
export function Readout({ name, model, value, children }: ReadoutProps) {
  return (
    <span className="number-text" data-readout={name} data-model={model} data-value={value ?? ''}>
      {children}
    </span>
  )
}
