import { type CSSProperties, useEffect, useState } from 'react'
import { t } from '../../../messages.ts'
import { useMedia } from '../../../useMedia.ts'

export interface FilmControlsProps {
  /** Place of the frame in view. */
  readonly at: number
  readonly count: number
  /** The frame in words. */
  readonly text: string
  readonly onShow: (place: number) => void
}

const frameMs = 320

/** Step by step, by hand or, where motion is welcome, by itself. */
export function FilmControls({ at, count, text, onShow }: FilmControlsProps) {
  const [playing, setPlaying] = useState(false)
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const last = count - 1
  const running = playing && at < last && !still

  useEffect(() => {
    if (!running) return setPlaying(false)
    const timer = setTimeout(() => onShow(at + 1), frameMs)
    return () => clearTimeout(timer)
  }, [running, at, onShow])

  function play() {
    if (at === last) onShow(0)
    setPlaying(!running)
  }
  return (
    <div className="film-controls">
      <button
        type="button"
        className="button"
        aria-label={t.film.back}
        disabled={at === 0}
        onClick={() => onShow(at - 1)}
      >
        ‹
      </button>
      <button
        type="button"
        className="button"
        aria-label={t.film.forward}
        disabled={at === last}
        onClick={() => onShow(at + 1)}
      >
        ›
      </button>
      {!still && last > 0 && (
        <button type="button" className="button film-play" onClick={play}>
          {running ? t.film.pause : t.film.play}
        </button>
      )}
      <input
        type="range"
        className="slider"
        aria-label={t.film.slider}
        aria-valuetext={text}
        min={0}
        max={last}
        step={1}
        value={at}
        style={{ '--filled': `${last > 0 ? (100 * at) / last : 0}%` } as CSSProperties}
        onChange={(event) => onShow(event.target.valueAsNumber)}
      />
      <p className="spoken" aria-live={running ? 'off' : 'polite'} data-live="film">
        {text}
      </p>
    </div>
  )
}
