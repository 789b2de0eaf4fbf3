import { Dialog } from '@base-ui/react/dialog'
import { useStore } from 'zustand'
import { PictureView } from '../../plots/PictureView.tsx'
import type { Scene } from '../../store/scene.ts'
import { t } from '../messages.ts'
import { useLab } from '../useLab.tsx'
import { RailPanels } from './Rail.tsx'

/** The choices on a small screen: a line at the foot that says them, and a sheet from below to change them. */
export function RailSheet({ scene }: { scene: Scene }) {
  const lab = useLab()
  const current = useStore(lab.input.store, (input) => input.current)
  return (
    <Dialog.Root>
      <Dialog.Trigger className="sheet-handle">
        <span className="sheet-picture">
          {current && <PictureView picture={current.picture} stage="clean" label={t.rail.pictureName} />}
        </span>
        <span className="sheet-summary">
          {t.rail.summary(scene.attack.entry.label, scene.rule.entry.label, scene.k)}
        </span>
        <span className="sheet-open">{t.rail.open}</span>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="sheet-backdrop" />
        <Dialog.Popup className="sheet">
          <div className="sheet-head">
            <Dialog.Title className="sheet-title">{t.rail.title}</Dialog.Title>
            <Dialog.Close className="button">{t.done}</Dialog.Close>
          </div>
          <div className="sheet-body">
            <RailPanels scene={scene} />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
