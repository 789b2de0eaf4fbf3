import type { ReactNode } from 'react'

/** A formula's letters in serif italic: R(x̃). */
export function Maths({ children }: { children: ReactNode }) {
  return <i className="math">{children}</i>
}
