import { lazy, Suspense } from 'react'
import type { Scene } from '../../store/scene.ts'
import { t } from '../messages.ts'
import { AttackPanel } from '../panels/rail/AttackPanel.tsx'
import { ConventionsPanel } from '../panels/rail/ConventionsPanel.tsx'
import { DrawsPanel } from '../panels/rail/DrawsPanel.tsx'
import { ExplanationPanel } from '../panels/rail/ExplanationPanel.tsx'
import { InputPanel } from '../panels/rail/InputPanel.tsx'

// fetched with the view it belongs to
const StudyPanels = lazy(async () => ({
  default: (await import('../panels/study/StudyPanels.tsx')).StudyPanels,
}))

/** Everything that can be chosen, always in reach. */
export function Rail({ scene }: { scene: Scene }) {
  return (
    <aside className="rail" aria-label={t.rail.title}>
      <RailPanels scene={scene} />
    </aside>
  )
}

export function RailPanels({ scene }: { scene: Scene }) {
  if (scene.view === 'study')
    return (
      <Suspense>
        <StudyPanels scene={scene} />
      </Suspense>
    )
  return (
    <>
      <InputPanel scene={scene} />
      <AttackPanel scene={scene} />
      <ExplanationPanel scene={scene} />
      <DrawsPanel scene={scene} />
      <ConventionsPanel scene={scene} />
    </>
  )
}
