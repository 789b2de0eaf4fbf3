import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { symmetricScale } from '../../../../domain/scale.ts'
import type { FilmResult } from '../../../../domain/trial.ts'
import { ColorLegend } from '../../../../plots/ColorLegend.tsx'
import { ProgressHairline } from '../../../../plots/ProgressHairline.tsx'
import { closeFilm, setFilmStep } from '../../../../store/changes.ts'
import { lastResult } from '../../../../store/lanes.ts'
import { ModelMark } from '../../../controls/ModelMark.tsx'
import { t } from '../../../messages.ts'
import { useChange, useLab } from '../../../useLab.tsx'
import { doingText } from '../../../wording/doing.ts'
import type { Column } from '../columns.ts'
import { FilmChart } from './FilmChart.tsx'
import { FilmControls } from './FilmControls.tsx'
import { FilmFrame } from './FilmFrame.tsx'
import { FilmStrip } from './FilmStrip.tsx'
import { filmSentence } from './filmSentence.ts'
import { frameAt, keptFrame } from './frames.ts'
import '../../../styles/film.css'

export interface FilmProps {
  readonly column: Column
  /** Steps taken at the frame in view; undefined is the last frame. */
  readonly step: number | undefined
}

/** One column's attack on its way, from the clean image to the last step. */
export function Film({ column, step }: FilmProps) {
  const lab = useLab()
  const make = useChange()
  const panel = useRef<HTMLElement>(null)
  const { model } = column
  const lane = useStore(lab.films.store, (table) => table[model.id])
  const result = lastResult(lane)
  const progress = lane?.status === 'running' ? (lane.progress ?? { step: 0, of: 0 }) : null
  const frames = result?.frames ?? []
  const at = frameAt(frames, step)
  const show = (place: number) => {
    const frame = frames[Math.max(0, Math.min(frames.length - 1, place))]
    if (frame) make(setFilmStep(frame.step, frames.at(-1)!.step))
  }
  const close = () => {
    make(closeFilm)
    document.querySelector<HTMLElement>(`[data-film-of="${model.id}"]`)?.focus()
  }

  useEffect(() => {
    // opened by its button, it takes the arrow keys; a link leaves the focus alone
    if (document.activeElement?.matches('[data-film-of]')) panel.current?.focus()
  }, [])

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.key === 'Escape') return close()
    const isSlider = event.target instanceof HTMLInputElement
    const isMap = event.target instanceof HTMLElement && event.target.matches('[role="img"]')
    const place = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: frames.length - 1 }[event.key]
    if (place === undefined || isSlider || isMap) return // these walk by themselves
    event.preventDefault()
    show(place)
  }
  return (
    <section
      ref={panel}
      className="film"
      tabIndex={-1}
      aria-label={t.film.title}
      data-film={model.id}
      data-lane={lane?.status ?? 'idle'}
      onKeyDown={onKeyDown}
    >
      <ProgressHairline progress={progress} />
      <header className="film-head">
        <h2 className="film-title">
          {t.film.title} <ModelMark family={model.family} /> {model.label}
        </h2>
        {result && <Facts result={result} scaled={column.result?.request.strength !== undefined} />}
        <button type="button" className="button quiet" onClick={close}>
          {t.film.close}
        </button>
      </header>
      {lane?.status === 'failed' && (
        <p className="complaint" role="alert">
          {lane.message}{' '}
          <button type="button" className="button" onClick={() => void lab.films.retry(model.id)}>
            {t.tryAgain}
          </button>
        </p>
      )}
      {!result && lane?.status !== 'failed' && (
        <p className="film-waiting note">{doingText(progress, model.id) ?? t.film.waiting}</p>
      )}
      {result && frames.length > 0 && (
        <Reel {...{ result, column, at }} stale={lane?.status !== 'done'} onShow={show} />
      )}
    </section>
  )
}

/** What the film is of, from its own request. */
function Facts({ result: { request, steps, frames }, scaled }: { result: FilmResult; scaled: boolean }) {
  const lab = useLab()
  const catalogue = useStore(lab.offer.store, (offer) => offer.catalogue)
  const attack = catalogue?.attacks.find(({ id }) => id === request.attack.id)
  const source = catalogue?.models.find(({ id }) => id === request.source?.model)
  const facts = [
    attack?.label,
    source && t.bench.madeOn(source.label),
    t.film.frames(frames.length, steps),
    scaled && t.film.unscaled,
  ]
  return <p className="note">{facts.filter(Boolean).join(' · ')}</p>
}

interface ReelProps {
  readonly result: FilmResult
  readonly column: Column
  /** Place of the frame in view. */
  readonly at: number
  readonly stale: boolean
  readonly onShow: (place: number) => void
}

function Reel({ result, column, at, stale, onShow }: ReelProps) {
  const { frames, steps } = result
  const { classes } = column.dataset
  const scale = useMemo(() => symmetricScale(frames.map((frame) => frame.heatmap.mean)), [frames])
  const attacked =
    column.stale || column.result?.request.strength ? null : column.result?.attacked.picture.data
  const kept = useMemo(() => (attacked ? keptFrame(frames, attacked) : -1), [frames, attacked])
  const frame = frames[at]!
  return (
    <div className="film-body" data-stale={stale}>
      <div className="film-now">
        <FilmFrame frame={frame} first={frames[0]!} {...{ column, scale, stale, steps }} />
        <ColorLegend scope="all" scale={scale} of={t.film.scale} />
      </div>
      <div className="film-way">
        <FilmControls
          at={at}
          count={frames.length}
          text={filmSentence(frame, steps, classes)}
          onShow={onShow}
        />
        <FilmStrip {...{ frames, at, kept, scale, onShow }} />
        <FilmChart frames={frames} step={frame.step} classes={classes} family={column.model.family} />
      </div>
    </div>
  )
}
