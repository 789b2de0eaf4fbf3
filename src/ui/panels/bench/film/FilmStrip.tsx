import { useEffect, useRef } from 'react'
import type { SymmetricScale } from '../../../../domain/scale.ts'
import type { Frame } from '../../../../domain/trial.ts'
import { Heatmap } from '../../../../plots/Heatmap.tsx'
import { PictureView } from '../../../../plots/PictureView.tsx'
import { t } from '../../../messages.ts'

export interface FilmStripProps {
  readonly frames: readonly Frame[]
  /** Place of the frame in view. */
  readonly at: number
  /** Place of the frame that the attack settled on, worth saying where it is not the last; −1 for none. */
  readonly kept: number
  readonly scale: SymmetricScale
  readonly onShow: (place: number) => void
}

const few = 9 // frames: they may be twice as large

/** All frames side by side, image over heatmap; for the eye and the pointer, since the slider says the same aloud. */
export function FilmStrip({ frames, at, kept, scale, onShow }: FilmStripProps) {
  const strip = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const [box, thumb] = [strip.current, strip.current?.children[at]]
    if (!box || !(thumb instanceof HTMLElement)) return
    const hidden = thumb.offsetLeft < box.scrollLeft
    const beyond = thumb.offsetLeft + thumb.offsetWidth > box.scrollLeft + box.clientWidth
    if (hidden || beyond) box.scrollTo({ left: thumb.offsetLeft - box.clientWidth / 2 })
  }, [at])
  return (
    <div ref={strip} className="film-strip" data-few={frames.length <= few} aria-hidden="true">
      {frames.map((frame, place) => (
        <button
          key={frame.step}
          type="button"
          tabIndex={-1}
          className="film-thumb"
          data-current={place === at}
          onClick={() => onShow(place)}
        >
          <PictureView picture={frame.picture} stage="thumb" label="" />
          <Heatmap
            values={frame.heatmap.mean}
            shape={frame.picture.shape}
            scale={scale}
            stage="thumb"
            label=""
          />
          <span>{place === kept && place < frames.length - 1 ? t.film.kept : frame.step}</span>
        </button>
      ))}
    </div>
  )
}
