import { type ChangeEvent, useRef } from 'react'
import { useStore } from 'zustand'
import type { Catalogue } from '../../../domain/catalogue.ts'
import { ProgressHairline } from '../../../plots/ProgressHairline.tsx'
import { messageOf } from '../../../store/lanes.ts'
import type { Scene } from '../../../store/scene.ts'
import type { StudyRun } from '../../../store/study.ts'
import { showShipped, takeStudy } from '../../../store/studyChanges.ts'
import { isAskedByChoices, sameStudy, studyRequest } from '../../../store/studyRequest.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { doingText } from '../../wording/doing.ts'
import { timeText } from '../../wording/time.ts'
import type { Shown } from './useShown.ts'
import { words } from './words.ts'

export interface RunBarProps {
  readonly scene: Scene
  readonly shown: Shown
  readonly catalogue: Catalogue
}

/** Runs, stops, continues and brings in the study at hand, and says how far it is. */
export function RunBar({ scene, shown, catalogue }: RunBarProps) {
  const lab = useLab()
  const make = useChange()
  const run = useStore(lab.study.store)
  const seen = shown.result?.request ?? null
  const request = studyRequest(scene, catalogue, seen?.images ?? [])
  // a balanced sample is drawn anew when it is run: its description says whether it is another one
  const changed = seen !== null && !sameStudy(seen, request, catalogue)
  const canResume = (run.status === 'stopped' || run.status === 'failed') && run.result !== null

  const size = words.size(scene.study.sample.count, request.subjects.length, request.readouts.length)

  async function start() {
    try {
      const images = await lab.engine.sampleImages(scene.dataset.id, scene.study.sample)
      if (shown.shipped !== null) make(showShipped(null))
      await lab.study.start(studyRequest(scene, catalogue, images))
    } catch (error) {
      lab.notices.add([messageOf(error)])
    }
  }
  return (
    <div className="study-run" data-run={run.status}>
      <div className="row">
        {run.status === 'running' ? (
          <button type="button" className="button" onClick={() => lab.study.cancel()}>
            {words.cancel}
          </button>
        ) : (
          <>
            {canResume && (
              <button type="button" className="button primary" onClick={() => void lab.study.resume()}>
                {words.resume}
              </button>
            )}
            <button
              type="button"
              className={`button${canResume ? '' : ' primary'}`}
              onClick={() => void start()}
            >
              {seen === null ? words.run : changed ? words.runNew : words.runAgain}
            </button>
            <Import />
            {seen && changed && isAskedByChoices(seen, catalogue) && (
              <button
                type="button"
                className="button quiet"
                title={words.takeHelp}
                onClick={() => make(takeStudy(seen))}
              >
                {words.take}
              </button>
            )}
          </>
        )}
        <span className="note">
          {changed && shown.shipped !== null ? words.runsAnother(size) : words.asChosen(size)}
        </span>
      </div>
      <State run={run} changed={changed && shown.shipped === null} catalogue={catalogue} />
    </div>
  )
}

function State({ run, changed, catalogue }: { run: StudyRun; changed: boolean; catalogue: Catalogue }) {
  const { status, progress, result } = run
  const done = result?.columns.reduce((sum, column) => sum + (column?.done ?? 0), 0) ?? 0
  const of = (result?.request.images.length ?? 0) * (result?.request.subjects.length ?? 0)
  return (
    <>
      {status === 'running' && (
        <ProgressHairline
          label={words.progress}
          progress={progress ? { step: progress.done, of: progress.of } : { step: 0, of: 0 }}
        />
      )}
      {status === 'running' && progress && (
        <p className="note study-progress">{progressText(run, catalogue)}</p>
      )}
      {status === 'stopped' && result && <p className="note">{words.stopped(done, of)}</p>}
      {changed && status !== 'running' && <p className="note">{words.changed}</p>}
      <p className="spoken" aria-live="polite">
        {status === 'done' && words.finished}
        {status === 'stopped' && words.stopped(done, of)}
      </p>
    </>
  )
}

function progressText({ progress, result }: StudyRun, { models }: Catalogue): string {
  if (!progress || !result) return ''
  const { model } = result.request.subjects[progress.subject]!
  const label = models.find(({ id }) => id === model)?.label ?? model
  const doing = progress.doing?.loading ? doingText(progress.doing, model) : undefined
  return [
    words.done(progress.done, progress.of),
    progress.secondsLeft !== null && words.timeLeft(timeText(progress.secondsLeft)),
    label,
    doing,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** Takes a study's file from the reader. */
function Import() {
  const lab = useLab()
  const make = useChange()
  const input = useRef<HTMLInputElement>(null)
  async function onChange(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = '' // the same file may be chosen again
    if (!file) return
    make(showShipped(null))
    await lab.study.open(await file.text(), file.name)
  }
  return (
    <>
      <button
        type="button"
        className="button"
        title={words.importHelp}
        onClick={() => input.current?.click()}
      >
        {words.import}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={words.importHelp}
        onChange={(event) => void onChange(event)}
      />
    </>
  )
}
