import { useMemo } from 'react'
import { useStore } from 'zustand'
import { Miniature } from '../../../plots/Miniature.tsx'
import { lastResult } from '../../../store/lanes.ts'
import { useLab } from '../../useLab.tsx'
import type { Figure } from './figure.ts'
import { miniatureOfPicture, miniatureOfStudy, miniatureResults } from './miniatureOf.ts'
import { Sketch } from './Sketch.tsx'

/** A figure small, from a result that is here already; the sign of its kind until then: a list fetches no studies. */
export function Preview({ figure }: { figure: Figure }) {
  const lab = useLab()
  const models = useStore(lab.offer.store, ({ catalogue }) => catalogue?.models)
  const names = useMemo(() => miniatureResults(figure), [figure])
  const study = useStore(lab.results.store, (lanes) => names.map((id) => lastResult(lanes[id])).find(Boolean))
  const picture = useStore(lab.pictures.store, (lanes) =>
    names.map((id) => lastResult(lanes[id])).find(Boolean),
  )
  const miniature = useMemo(() => {
    if (picture) return miniatureOfPicture(picture)
    return study && models ? miniatureOfStudy(figure, study, models) : null
  }, [figure, study, picture, models])
  return (
    <span className="figures-preview" aria-hidden="true">
      {miniature ? <Miniature of={miniature} /> : <Sketch kind={figure.body.kind} />}
    </span>
  )
}
