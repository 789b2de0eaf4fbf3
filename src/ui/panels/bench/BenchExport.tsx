import type { RefObject } from 'react'
import { useStore } from 'zustand'
import type { Scene } from '../../../store/scene.ts'
import { ExportMenu } from '../../controls/ExportMenu.tsx'
import { t } from '../../messages.ts'
import { useLab } from '../../useLab.tsx'
import type { Column } from './columns.ts'

export interface BenchExportProps {
  readonly scene: Scene
  readonly columns: readonly Column[]
  readonly picture: RefObject<Element | null>
}

// fetched when somebody exports
const files = () => import('./benchExport.ts')

/** The whole Bench as a picture, a line for each network, or every map in numbers. */
export function BenchExport({ scene, columns, picture }: BenchExportProps) {
  const lab = useLab()
  const catalogue = useStore(lab.offer.store, (offer) => offer.catalogue)
  if (!catalogue) return null
  return (
    <ExportMenu
      name="bench"
      title={t.bench.title}
      picture={picture}
      caption={async () => (await files()).benchCaption(columns, catalogue, scene.source)}
      table={async () => (await files()).benchTable(columns)}
      json={async () => (await files()).resultsOf(columns)}
    />
  )
}
