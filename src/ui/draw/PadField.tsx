import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react'
import type { Point, Stroke } from '../../domain/strokes.ts'
import { words } from './words.ts'

interface PadFieldProps {
  readonly strokes: readonly Stroke[]
  /** Width of the next stroke. */
  readonly pen: number
  readonly onStroke: (stroke: Stroke) => void
  readonly onUndo: () => void
}

/** Cells of the keyboard's cursor along a side. */
const cells = 28

interface Cell {
  readonly row: number
  readonly column: number
}

/** The pad itself: shows strokes, and makes one out of a pointer's path or of key strokes. */
export function PadField({ strokes, pen, onStroke, onUndo }: PadFieldProps) {
  const help = useId()
  const [path, setPath] = useState<readonly Point[]>([])
  const pointer = useRef<number | null>(null)
  const [cursor, setCursor] = useState<Cell>({ row: 6, column: 9 })
  const [keyed, setKeyed] = useState(false)

  const start = (event: PointerEvent<HTMLDivElement>) => {
    if (pointer.current !== null || event.button !== 0) return
    pointer.current = event.pointerId
    event.currentTarget.setPointerCapture(event.pointerId)
    setKeyed(false)
    setPath([pointOf(event, event.currentTarget)])
  }
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (event.pointerId !== pointer.current) return
    const field = event.currentTarget
    const passed = event.nativeEvent.getCoalescedEvents?.() ?? []
    const points = (passed.length > 0 ? passed : [event]).map((each) => pointOf(each, field))
    setPath((known) => [...known, ...points])
  }
  const end = (event: PointerEvent<HTMLDivElement>) => {
    if (event.pointerId !== pointer.current) return
    pointer.current = null
    setPath([])
    if (path.length > 0) onStroke({ points: path, width: pen })
  }
  const press = (event: KeyboardEvent) => {
    const to = moved(cursor, event.key)
    const back = event.key === 'Backspace' || (event.key === 'z' && (event.ctrlKey || event.metaKey))
    if (!to && !back && event.key !== ' ') return
    event.preventDefault()
    setKeyed(true)
    if (back) return onUndo()
    if (to) setCursor(to)
    if (!to || event.shiftKey)
      onStroke({ points: to ? [middle(cursor), middle(to)] : [middle(cursor)], width: pen })
  }

  const inked = strokes.some((stroke) => covers(stroke, middle(cursor)))
  return (
    <>
      <div
        className="draw-field"
        role="application"
        aria-label={words.pad}
        aria-describedby={help}
        data-empty={strokes.length === 0}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keyboard
        tabIndex={0}
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={press}
        onFocus={(event) => setKeyed(event.currentTarget.matches(':focus-visible'))}
        onBlur={() => setKeyed(false)}
      >
        <svg viewBox="0 0 1 1" aria-hidden="true">
          {strokes.map((stroke, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: strokes are only added and taken off at the end
            <path key={i} className="draw-stroke" strokeWidth={stroke.width} d={pathOf(stroke.points)} />
          ))}
          {path.length > 0 && <path className="draw-stroke" strokeWidth={pen} d={pathOf(path)} />}
          {keyed && <Cursor at={cursor} />}
        </svg>
        {strokes.length === 0 && path.length === 0 && <span className="draw-hint">{words.hint}</span>}
      </div>
      <span className="draw-spoken" id={help}>
        {words.padKeys}
      </span>
      <span className="draw-spoken" aria-live="polite">
        {keyed ? words.cell(cursor.row, cursor.column, inked) : ''}
      </span>
    </>
  )
}

function Cursor({ at: { row, column } }: { at: Cell }) {
  const lines = Array.from({ length: cells - 1 }, (_, i) => (i + 1) / cells)
  return (
    <>
      <path className="draw-grid" d={lines.map((at) => `M${at} 0V1M0 ${at}H1`).join('')} />
      <rect className="draw-cursor" x={column / cells} y={row / cells} width={1 / cells} height={1 / cells} />
    </>
  )
}

function moved({ row, column }: Cell, key: string): Cell | undefined {
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[key]
  if (!step) return undefined
  const inside = (at: number) => Math.max(0, Math.min(cells - 1, at))
  return { row: inside(row + step[0]!), column: inside(column + step[1]!) }
}

function middle({ row, column }: Cell): Point {
  return { x: (column + 0.5) / cells, y: (row + 0.5) / cells }
}

function covers({ points, width }: Stroke, { x, y }: Point): boolean {
  return points.some((point) => Math.hypot(point.x - x, point.y - y) < width / 2)
}

function pointOf({ clientX, clientY }: { clientX: number; clientY: number }, field: Element): Point {
  const box = field.getBoundingClientRect()
  return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height }
}

function pathOf(points: readonly Point[]): string {
  const [first, ...others] = points.map(({ x, y }) => `${x.toFixed(4)} ${y.toFixed(4)}`)
  // a line to where it starts: the round cap makes a dot of it
  return `M${first}L${[first, ...others].join('L')}`
}
