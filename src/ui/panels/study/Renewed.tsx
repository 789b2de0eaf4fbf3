import type { Catalogue } from '../../../domain/catalogue.ts'
import type { StudyRequest } from '../../../domain/study.ts'
import { showShipped, takeStudy } from '../../../store/studyChanges.ts'
import { isHere } from '../../../store/studyRequest.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { renewedText } from '../../wording/renewed.ts'
import { Command } from '../models/Command.tsx'
import { words } from './words.ts'

const w = words.renewed

export interface RenewedProps {
  /** Ids of the networks that were trained anew since. */
  readonly models: readonly string[]
  readonly catalogue: Catalogue
  /** What is asked again here; null where a study is not it. */
  readonly request: StudyRequest | null
  /** The experiment that makes the result anew; null where it is none. */
  readonly experiment: string | null
}

/** Says that networks are no longer those that a result was computed with, and offers to compute it with them. */
export function Renewed({ models, catalogue, request, experiment }: RenewedProps) {
  const sentence = renewedText(models, catalogue)
  if (!sentence) return null
  const asked = request && isHere(request, catalogue) ? request : null
  return (
    <div className="renewed" data-renewed={models.join(' ')}>
      <p className="warning">{sentence}</p>
      <p className="row" data-export="off">
        {asked && <RunAgain request={asked} />}
        {experiment && (
          <>
            <span className="note">{w.headless(asked === null)}</span>{' '}
            <Command text={w.command(experiment)} />
          </>
        )}
      </p>
    </div>
  )
}

/** Asks this page for the same study: its choices become those of the Study view. */
function RunAgain({ request }: { request: StudyRequest }) {
  const lab = useLab()
  const make = useChange()
  return (
    <button
      type="button"
      className="button"
      onClick={() => {
        make(takeStudy(request))
        make(showShipped(null))
        void lab.study.start(request)
      }}
    >
      {w.again}
    </button>
  )
}
