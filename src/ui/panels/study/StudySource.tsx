import { useStore } from 'zustand'
import type { Catalogue } from '../../../domain/catalogue.ts'
import { lastResult } from '../../../store/lanes.ts'
import type { Scene } from '../../../store/scene.ts'
import { showShipped } from '../../../store/studyChanges.ts'
import { Menu } from '../../controls/Menu.tsx'
import { t } from '../../messages.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { words } from './words.ts'

const hand = ''

/** Which study is in view: the one at hand, or one of the committed results. */
export function StudySource({ scene, catalogue }: { scene: Scene; catalogue: Catalogue }) {
  const lab = useLab()
  const make = useChange()
  const lane = useStore(lab.resultList.store, (lanes) => lanes.index)
  const studies = (lastResult(lane) ?? []).filter(({ kind }) => kind === 'study')
  const datasetOf = (id: string) => catalogue.datasets.find((each) => each.id === id)?.label ?? id
  const { shipped } = scene.study
  const unlisted = shipped !== undefined && !studies.some(({ id }) => id === shipped)
  return (
    <div className="study-source">
      <Menu
        label={words.source}
        value={shipped ?? hand}
        options={[
          { value: hand, label: words.atHand },
          ...(unlisted ? [{ value: shipped, label: shipped }] : []),
          ...studies.map(({ id, label, dataset, complete }) => ({
            value: id,
            label: label + (complete ? '' : words.incomplete),
            group: `${words.shippedGroup}: ${datasetOf(dataset)}`,
          })),
        ]}
        onChange={(id) => make(showShipped(id === hand ? null : id))}
      />
      {lane?.status === 'failed' && (
        <p className="complaint" role="alert">
          {lane.message}{' '}
          <button type="button" className="button quiet" onClick={() => void lab.resultList.retry('index')}>
            {t.tryAgain}
          </button>
        </p>
      )}
      {lane?.status === 'done' && studies.length === 0 && <p className="note">{words.noShipped}</p>}
    </div>
  )
}
