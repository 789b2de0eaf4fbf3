import { useCallback, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Catalogue } from '../../../domain/catalogue.ts'
import type { StudyResult } from '../../../domain/study.ts'
import type { Area } from '../../../plots/Scatter.tsx'
import type { Scene } from '../../../store/scene.ts'
import { useChecksums } from '../../useChecksums.ts'
import { useLab } from '../../useLab.tsx'
import { useThrottled } from '../../useThrottled.ts'
import { renewedSince, renewedText, usedIn } from '../../wording/renewed.ts'
import { studyLine } from '../../wording/studyFacts.ts'
import { AreaImages } from './AreaImages.tsx'
import { BoxesFigure } from './BoxesFigure.tsx'
import { CommittedStudies } from './CommittedStudies.tsx'
import { DifferencesFigure } from './DifferencesFigure.tsx'
import { DrawsFigure } from './DrawsFigure.tsx'
import { LookAt } from './LookAt.tsx'
import { lookOf } from './look.ts'
import { Renewed } from './Renewed.tsx'
import { RunBar } from './RunBar.tsx'
import { ScatterFigure } from './ScatterFigure.tsx'
import { StudyExport } from './StudyExport.tsx'
import { StudySource } from './StudySource.tsx'
import { TestsFigure } from './TestsFigure.tsx'
import { type Shown, useShown } from './useShown.ts'
import { studyWarnings } from './warnings.ts'
import { words } from './words.ts'
import '../../styles/study.css'

/** Many images at once: one study, run here, committed or imported, in pictures and tests. */
export function Study({ scene }: { scene: Scene }) {
  const lab = useLab()
  const catalogue = useStore(lab.offer.store, (offer) => offer.catalogue)
  const page = useRef<HTMLDivElement>(null)
  const shown = useShown(scene)
  const { result } = shown
  const used = result ? usedIn(result) : []
  const now = useChecksums(used.map(({ model }) => model))
  if (!catalogue) return null
  const renewed = renewedSince(used, now)
  const sentence = renewedText(renewed, catalogue)
  const notes = sentence ? [...shown.notes, sentence] : shown.notes
  const begun = result?.columns.some((column) => column !== null) ?? false
  return (
    <div className="study" ref={page} data-study={shown.shipped ?? 'hand'}>
      <div className="study-bar" data-export="off">
        <StudySource scene={scene} catalogue={catalogue} />
        <RunBar scene={scene} shown={shown} catalogue={catalogue} />
        {result && begun && <StudyExport {...{ page, shown, result, notes, catalogue }} />}
      </div>
      <Message shown={shown} />
      {result && (
        <Renewed models={renewed} catalogue={catalogue} request={result.request} experiment={shown.shipped} />
      )}
      {result && begun ? (
        <Results key={identityOf(result)} {...{ scene, notes, result, catalogue }} />
      ) : (
        !shown.message && <Empty shown={shown} />
      )}
    </div>
  )
}

function Message({ shown: { message, notes, file } }: { shown: Shown }) {
  return (
    <>
      {message && (
        <p className="study-message complaint" role="alert">
          {message}
        </p>
      )}
      {file && <p className="study-message note">{words.importedFrom(file)}</p>}
      {notes.map((note) => (
        <p key={note} className="study-message note">
          {note}
        </p>
      ))}
    </>
  )
}

function Empty({ shown }: { shown: Shown }) {
  return (
    <div className="study-empty">
      <p className="muted">{emptyText(shown)}</p>
      {shown.shipped === null && <CommittedStudies />}
    </div>
  )
}

function emptyText({ shipped, waiting, missing }: Shown): string {
  if (shipped !== null && waiting) return words.reading
  return shipped !== null && missing ? words.missing(shipped) : words.nothing
}

const drawnEveryMs = 3000

interface ResultsProps {
  readonly scene: Scene
  readonly notes: readonly string[]
  readonly result: StudyResult
  readonly catalogue: Catalogue
}

function Results({ scene, notes, result: latest, catalogue }: ResultsProps) {
  const [hidden, setHidden] = useState<readonly string[]>([])
  const { readout, filter } = scene.study
  const lab = useLab()
  const study = identityOf(latest)
  const picked = useStore(lab.view.store, (view) => view.picked)
  const area = picked?.study === study ? picked.area : null
  const setArea = useCallback(
    (next: Area | null) => lab.view.keepPicked(next && { study, area: next }),
    [lab, study],
  )
  const running = useStore(lab.study.store, ({ status }) => status === 'running')
  // a study on its way must not hold the page up
  const result = useThrottled(latest, running, drawnEveryMs)
  const look = useMemo(() => {
    const plain = lookOf({ result, notes, catalogue, readout, filter, hidden })
    return { ...plain, warnings: studyWarnings(plain) }
  }, [result, notes, catalogue, readout, filter, hidden])
  const dataset = catalogue.datasets.find(({ id }) => id === result.request.dataset)
  const classes = dataset?.classes ?? []
  return (
    <>
      <p className="study-line">{studyLine(result.request, catalogue)}</p>
      <LookAt look={look} classes={classes} hidden={hidden} onHide={setHidden} />
      {look.warnings.length > 0 && (
        <div className="study-warnings" role="note" aria-label={words.warnings.title}>
          {look.warnings.map((warning) => (
            <p key={warning} className="warning" data-warning="study">
              {warning}
            </p>
          ))}
        </div>
      )}
      <div className="study-figures">
        <div className="study-stack">
          <ScatterFigure look={look} area={area} onArea={setArea} />
          <DifferencesFigure look={look} />
          <DrawsFigure look={look} />
        </div>
        <div className="study-stack">
          <AreaImages look={look} classes={classes} area={area} onArea={setArea} />
          <BoxesFigure look={look} />
        </div>
        <TestsFigure look={look} />
      </div>
    </>
  )
}

/** Another study begins with nothing hidden and nothing picked out; one on its way stays the same. */
function identityOf({ request }: StudyResult): string {
  return JSON.stringify([request.dataset, request.subjects, request.attack, request.seed, request.images])
}
