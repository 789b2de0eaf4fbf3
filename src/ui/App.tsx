import { lazy, Suspense, useDeferredValue, useRef } from 'react'
import { useStore } from 'zustand'
import type { Lab } from '../store/lab.ts'
import { Guard } from './layout/Guard.tsx'
import { Notices } from './layout/Notices.tsx'
import { Opening } from './layout/Opening.tsx'
import { Rail } from './layout/Rail.tsx'
import { RailSheet } from './layout/RailSheet.tsx'
import { TopBar } from './layout/TopBar.tsx'
import { t } from './messages.ts'
import { Bench } from './panels/bench/Bench.tsx'
import { LabProvider, useLab, useScene } from './useLab.tsx'
import { useMedia } from './useMedia.ts'
import '../plots/plots.css'
import './draw/draw.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/controls.css'
import './styles/rail.css'
import './styles/bench.css'
import './styles/layers.css'

// fetched when first looked at: the Bench opens sooner
const Layers = lazy(async () => ({ default: (await import('./panels/layers/Layers.tsx')).Layers }))
const Study = lazy(async () => ({ default: (await import('./panels/study/Study.tsx')).Study }))
const Figures = lazy(async () => ({ default: (await import('./panels/figures/Figures.tsx')).Figures }))
const Models = lazy(async () => ({ default: (await import('./panels/models/Models.tsx')).Models }))

/** The page: top bar, choices on the left (a sheet on small screens), results in the middle. */
export function App({ lab }: { lab: Lab }) {
  return (
    <LabProvider lab={lab}>
      <Page />
    </LabProvider>
  )
}

function Page() {
  const lab = useLab()
  const chosen = useScene()
  // everything at once would hold the page up: React renders what is deferred in slices
  const opened = useDeferredValue(chosen !== null)
  const scene = opened ? chosen : null
  const main = useRef<HTMLElement>(null)
  const narrow = useMedia('(max-width: 760px)')
  const message = useStore(lab.offer.store, (offer) => offer.message)
  // a card depends on no choice but the network, a figure on none
  const choosing = scene?.view !== 'models' && scene?.view !== 'figures'
  return (
    <div className="page" data-narrow={narrow} data-view={scene?.view}>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        {t.skip}
      </button>
      <TopBar scene={scene} />
      <Notices />
      {scene && choosing && !narrow && (
        <Guard>
          <Rail scene={scene} />
        </Guard>
      )}
      <main ref={main} tabIndex={-1} aria-label={t[scene?.view ?? 'bench'].title}>
        <Guard key={scene?.view}>
          {!scene && <Opening message={message} />}
          {scene?.view === 'bench' && <Bench scene={scene} />}
          {scene?.view === 'layers' && (
            <Suspense>
              <Layers scene={scene} />
            </Suspense>
          )}
          {scene?.view === 'study' && (
            <Suspense>
              <Study scene={scene} />
            </Suspense>
          )}
          {scene?.view === 'figures' && (
            <Suspense>
              <Figures scene={scene} />
            </Suspense>
          )}
          {scene?.view === 'models' && (
            <Suspense>
              <Models scene={scene} />
            </Suspense>
          )}
        </Guard>
      </main>
      {scene && choosing && narrow && <RailSheet scene={scene} />}
    </div>
  )
}
