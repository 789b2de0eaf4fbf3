import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Change } from '../store/changes.ts'
import { change, type Lab } from '../store/lab.ts'
import { messageOf } from '../store/lanes.ts'
import { type Scene, sceneOf } from '../store/scene.ts'

const LabContext = createContext<Lab | null>(null)

export function LabProvider({ lab, children }: { lab: Lab; children: ReactNode }) {
  return <LabContext value={lab}>{children}</LabContext>
}

export function useLab(): Lab {
  const lab = useContext(LabContext)
  if (!lab) throw new TypeError('the page has no lab: wrap it in LabProvider')
  return lab
}

/** The scene with all defaults; null until the catalogue is there. */
export function useScene(): Scene | null {
  const lab = useLab()
  const catalogue = useStore(lab.offer.store, (offer) => offer.catalogue)
  const choices = useStore(lab.choices)
  return useMemo(() => catalogue && sceneOf(catalogue, choices), [catalogue, choices])
}

/** Makes changes; a refused value becomes a notice. */
export function useChange(): (make: Change) => void {
  const lab = useLab()
  return (make) => {
    try {
      change(lab, make)
    } catch (error) {
      lab.notices.add([messageOf(error)])
    }
  }
}
