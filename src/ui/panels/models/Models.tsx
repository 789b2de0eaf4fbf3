import { useStore } from 'zustand'
import type { Scene } from '../../../store/scene.ts'
import { useLab } from '../../useLab.tsx'
import { CardPage } from './CardPage.tsx'
import { ModelList } from './ModelList.tsx'
import '../../styles/models.css'

/** Every trained network, and the card of the chosen one. */
export function Models({ scene }: { scene: Scene }) {
  const lab = useLab()
  const { id } = scene.model
  const lane = useStore(lab.cards.store, (cards) => cards[id])
  const catalogue = useStore(lab.offer.store, (offer) => offer.catalogue)
  if (!catalogue) return null
  const dataset = catalogue.datasets.find((each) => each.id === scene.model.dataset)
  return (
    <ModelList catalogue={catalogue} chosen={scene.model}>
      <CardPage
        model={scene.model}
        dataset={dataset?.label ?? scene.model.dataset}
        lane={lane}
        onRetry={() => void lab.cards.retry(id)}
      />
    </ModelList>
  )
}
