import { useStore } from 'zustand'
import type { ModelEntry } from '../../../domain/catalogue.ts'
import { percentText } from '../../../plots/numbers.ts'
import { addModel } from '../../../store/changes.ts'
import type { Scene } from '../../../store/scene.ts'
import { ModelMark } from '../../controls/ModelMark.tsx'
import { Popup } from '../../controls/Popup.tsx'
import { t } from '../../messages.ts'
import { useChange, useLab } from '../../useLab.tsx'

/** The networks of the data set that have no column yet. */
export function AddNetwork({ scene }: { scene: Scene }) {
  const lab = useLab()
  const make = useChange()
  const all = useStore(lab.offer.store, (offer) => offer.catalogue?.models ?? [])
  const rest = all.filter((each) => each.dataset === scene.dataset.id && !scene.models.includes(each))
  if (rest.length === 0) return null
  return (
    <Popup trigger={`+ ${t.bench.addShort}`} triggerClass="button quiet" label={t.bench.add}>
      {(close) =>
        rest.map((model) => (
          <button
            key={model.id}
            type="button"
            className="menu-item"
            onClick={() => {
              make(addModel(model.id))
              close()
            }}
          >
            <span className="menu-model">
              <ModelMark family={model.family} /> {model.label}
            </span>
            <span className="menu-note">{factsOf(model)}</span>
          </button>
        ))
      }
    </Popup>
  )
}

function factsOf({ architecture, hidden, draws, accuracy }: ModelEntry): string {
  const facts = [
    t.bench.architecture(architecture, hidden),
    t.bench.draws(draws),
    t.bench.accuracy(percentText(accuracy, 1)),
  ]
  return facts.join(' · ')
}
