import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { ImageShape } from '../../domain/image.ts'
import type { RegionSpec } from '../../domain/parameters.ts'
import { decodeRegion, encodeRegion } from '../../domain/region.ts'
import { PictureView } from '../../plots/PictureView.tsx'
import { neighbor } from '../../plots/PixelMap.tsx'
import { square } from '../../plots/TopKMarks.tsx'
import { t } from '../messages.ts'
import { useLab, useScene } from '../useLab.tsx'
import { Help } from './Help.tsx'

export interface RegionControlProps {
  readonly name: string
  readonly spec: RegionSpec
  /** `encodeRegion`'s text, empty for none. */
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Pixels painted on the picture at hand: drag to paint, drag from a painted one to erase; or arrows and space. */
export function RegionControl({ name, spec, value, onChange }: RegionControlProps) {
  const lab = useLab()
  const picture = useStore(lab.input.store, (input) => input.current?.picture)
  const shape = useScene()?.dataset.shape ?? [1, 1, 1]
  const mask = maskOf(value, shape)
  const paint = usePaint(mask, shape, (next) => onChange(encodeRegion(next)))
  const [, width] = shape
  const count = paint.shown.reduce((sum, on) => sum + on, 0)
  return (
    <div className="field" data-control={name}>
      <div className="number-head">
        <span className="field-label">{spec.label}</span>
        {spec.help && <Help about={spec.label}>{spec.help}</Help>}
        <span className="number-text muted">{t.region.count(count)}</span>
      </div>
      <div
        className="region"
        role="application"
        aria-label={`${spec.label}: ${t.region.count(count)}. ${t.region.keys}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a field to paint on, walked with the arrow keys
        tabIndex={0}
        {...paint.handlers}
      >
        {picture && <PictureView picture={picture} stage="region" label={spec.label} />}
        <svg viewBox={`0 0 ${width} ${shape[0]}`} aria-hidden="true">
          <path className="region-paint" d={squares(paint.shown, width)} />
          <path
            className="region-cursor"
            d={square(paint.cursor % width, Math.floor(paint.cursor / width), -0.1)}
          />
        </svg>
      </div>
      {count > 0 && (
        <button type="button" className="button quiet" onClick={() => onChange('')}>
          {t.region.clear}
        </button>
      )}
    </div>
  )
}

/** Painting one mask: kept here while the pointer is down, handed on when it lifts. */
function usePaint(mask: Uint8Array, shape: ImageShape, onDone: (mask: Uint8Array) => void) {
  const [draft, setDraft] = useState<Uint8Array | null>(null)
  const [cursor, setCursor] = useState(Math.floor(mask.length / 2 + shape[1] / 2))
  const ink = useRef(1)
  const last = useRef(0)
  const withPixel = (of: Uint8Array, pixel: number, on: number) => of.with(pixel, on)

  return {
    shown: draft ?? mask,
    cursor,
    handlers: {
      onPointerDown(event: PointerEvent) {
        event.currentTarget.setPointerCapture(event.pointerId)
        const pixel = pixelUnder(event, event.currentTarget, shape)
        ink.current = mask[pixel] ? 0 : 1
        last.current = pixel
        setDraft(withPixel(mask, pixel, ink.current))
      },
      onPointerMove(event: PointerEvent) {
        // a quick hand moves over several pixels between two events
        const passed = event.nativeEvent.getCoalescedEvents?.() ?? []
        const field = event.currentTarget
        const pixels = (passed.length > 0 ? passed : [event]).map((each) => pixelUnder(each, field, shape))
        setDraft((known) => known && withLine(known, [last.current, ...pixels], ink.current, shape))
        last.current = pixels.at(-1)!
      },
      onPointerUp() {
        if (draft) onDone(draft)
        setDraft(null)
      },
      onPointerCancel: () => setDraft(null),
      onKeyDown(event: KeyboardEvent) {
        const to = neighbor(event.key, shape, cursor)
        if (to === undefined && event.key !== ' ') return
        event.preventDefault()
        if (to !== undefined) setCursor(to)
        else onDone(withPixel(mask, cursor, mask[cursor] ? 0 : 1))
      },
    },
  }
}

function maskOf(text: string, [height, width]: ImageShape): Uint8Array {
  try {
    if (text !== '') return Uint8Array.from(decodeRegion(text, height * width))
  } catch {
    // a region for another size of picture: the attack itself says so
  }
  return new Uint8Array(height * width)
}

/** The mask with every pixel on the way from each point to the next. */
function withLine(
  mask: Uint8Array,
  points: readonly number[],
  on: number,
  [, width]: ImageShape,
): Uint8Array {
  const painted = mask.slice()
  points.slice(1).forEach((to, at) => {
    const from = points[at]!
    const [dx, dy] = [(to % width) - (from % width), Math.floor(to / width) - Math.floor(from / width)]
    const steps = Math.max(1, Math.abs(dx), Math.abs(dy))
    for (let step = 0; step <= steps; step += 1) {
      const column = Math.round((from % width) + (dx * step) / steps)
      const row = Math.round(Math.floor(from / width) + (dy * step) / steps)
      painted[row * width + column] = on
    }
  })
  return painted
}

type Place = Pick<PointerEvent, 'clientX' | 'clientY'>

function pixelUnder(event: Place, field: Element, [height, width]: ImageShape): number {
  const box = field.getBoundingClientRect()
  const cell = (at: number, size: number, count: number) =>
    Math.max(0, Math.min(count - 1, Math.floor((at / size) * count)))
  const row = cell(event.clientY - box.top, box.height, height)
  return row * width + cell(event.clientX - box.left, box.width, width)
}

function squares(mask: Uint8Array, width: number): string {
  return Array.from(mask, (on, at) => (on ? square(at % width, Math.floor(at / width), 0.04) : '')).join('')
}
