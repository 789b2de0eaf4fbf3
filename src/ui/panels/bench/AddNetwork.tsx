import { Menu } from '@base-ui/react/menu'
import { useStore } from 'zustand'
import { addModel } from '../../../store/changes.ts'
import type { Scene } from '../../../store/scene.ts'
import { ModelMark } from '../../controls/ModelMark.tsx'
import { t } from '../../messages.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { percentText } from '../../wording/numbers.ts'

/** The networks of the data set that have no column yet. */
export function AddNetwork({ scene }: { scene: Scene }) {
  const lab = useLab()
  const make = useChange()
  const all = useStore(lab.offer.store, (offer) => offer.catalogue?.models ?? [])
  const rest = all.filter((each) => each.dataset === scene.dataset.id && !scene.models.includes(each))
  if (rest.length === 0) return null
  return (
    <Menu.Root>
      <Menu.Trigger className="button quiet" aria-label={t.bench.add}>
        + {t.bench.addShort}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" sideOffset={4} align="start">
          <Menu.Popup className="popup menu-popup">
            {rest.map((model) => (
              <Menu.Item key={model.id} className="menu-item" onClick={() => make(addModel(model.id))}>
                <span className="menu-model">
                  <ModelMark family={model.family} /> {model.label}
                </span>
                <span className="menu-note">
                  {t.bench.architecture(model.architecture, model.hidden)} · {t.bench.draws(model.draws)} ·{' '}
                  {t.bench.accuracy(percentText(model.accuracy))}
                </span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
