import { useMemo, useState } from 'react'
import { digit } from '../../domain/digit.ts'
import type { Picture } from '../../domain/image.ts'
import { rasterize, type Stroke } from '../../domain/strokes.ts'
import { PadField } from './PadField.tsx'
import { Preparation, UnlikeWarning } from './Preparation.tsx'
import { words } from './words.ts'

export interface DrawingPadProps {
  /** The prepared 28 × 28 picture after each stroke, with the strokes it came from; null while there is no ink. */
  readonly onChange: (picture: Picture | null, strokes: readonly Stroke[]) => void
  /** Strokes to start from, e.g. those of the last visit. */
  readonly initial?: readonly Stroke[]
}

/** Pixels of the pad's side; the digit is read from this many gray levels. */
const side = 280

/** Pen widths as shares of the pad's side; the default gives MNIST's usual stroke on a digit three quarters high. */
const pen = { min: 0.04, max: 0.16, step: 0.01, default: 0.09 }

/** A field to draw a digit on, with mouse, pen, finger or keys. */
export function DrawingPad({ onChange, initial = [] }: DrawingPadProps) {
  const [strokes, setStrokes] = useState(initial)
  const [width, setWidth] = useState(pen.default)
  const prepared = useMemo(() => prepare(strokes), [strokes])

  const edit = (next: readonly Stroke[]) => {
    setStrokes(next)
    onChange(prepare(next)?.picture ?? null, next)
  }
  const undo = () => strokes.length > 0 && edit(strokes.slice(0, -1))
  return (
    <div className="draw-pad">
      <PadField
        strokes={strokes}
        pen={width}
        onStroke={(stroke) => edit([...strokes, stroke])}
        onUndo={undo}
      />
      <div className="draw-tools">
        <label>
          {words.pen}
          <input
            type="range"
            min={pen.min}
            max={pen.max}
            step={pen.step}
            value={width}
            onChange={(event) => setWidth(event.target.valueAsNumber)}
          />
        </label>
        <button type="button" disabled={strokes.length === 0} onClick={undo}>
          {words.undo}
        </button>
        <button type="button" disabled={strokes.length === 0} onClick={() => edit([])}>
          {words.clear}
        </button>
      </div>
      {prepared && <UnlikeWarning picture={prepared.picture} />}
      {prepared && <Preparation digit={prepared} />}
    </div>
  )
}

// Strokes can lie wholly beside the pad; that is no ink either.
function prepare(strokes: readonly Stroke[]) {
  const ink = rasterize(strokes, side)
  return ink.data.some((value) => value > 0) ? digit(ink) : undefined
}
