import { useEffect, useId, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { PictureView } from '../../plots/PictureView.tsx'
import type { Scene } from '../../store/scene.ts'
import { t } from '../messages.ts'
import { useLab } from '../useLab.tsx'
import { RailPanels } from './Rail.tsx'

/** The choices on a small screen: a line at the foot that says them, and a sheet from below to change them. */
export function RailSheet({ scene }: { scene: Scene }) {
  const lab = useLab()
  const id = useId()
  const [open, setOpen] = useState(false)
  const sheet = useRef<HTMLElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const current = useStore(lab.input.store, (input) => input.current)
  const many = scene.view === 'study'
  const close = () => {
    setOpen(false)
    handle.current?.focus()
  }

  useEffect(() => {
    if (open) sheet.current?.focus()
  }, [open])
  return (
    <>
      {open && (
        // not modal: the columns stay in sight and in use while a slider moves
        <aside
          ref={sheet}
          id={id}
          className="sheet"
          tabIndex={-1}
          aria-label={t.rail.title}
          onKeyDown={(event) => event.key === 'Escape' && close()}
        >
          <RailPanels scene={scene} />
        </aside>
      )}
      <button
        ref={handle}
        type="button"
        className="sheet-handle"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => (open ? close() : setOpen(true))}
      >
        <span className="sheet-picture">
          {current && !many && (
            <PictureView picture={current.picture} stage="input" label={t.rail.pictureName} />
          )}
        </span>
        <span className="sheet-summary">
          {t.rail.summary(
            scene.attack.entry.label,
            many ? t.rail.images(scene.study.sample.count) : scene.rule.entry.label,
            scene.k,
          )}
        </span>
        <span className="sheet-open">{open ? t.done : t.rail.open}</span>
      </button>
    </>
  )
}
