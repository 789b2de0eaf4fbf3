import type { ScaleLinear } from 'd3-scale'
import { type PointerEvent, useRef, useState } from 'react'

/** A rectangle of a plot in the units of its axes, ends included. */
export interface Area {
  readonly x: readonly [low: number, high: number]
  readonly y: readonly [low: number, high: number]
}

/** How far a pointer moves before it draws a rectangle, and how far from a mark a click still means it; pixels. */
const slack = 5

/** A rectangle drawn with the pointer over a plot; a click takes what is close by, a click on nothing chosen too. */
export function useBrush(
  x: ScaleLinear<number, number>,
  y: ScaleLinear<number, number>,
  onArea: ((area: Area | null) => void) | undefined,
) {
  const start = useRef<Spot | null>(null)
  const [moving, setMoving] = useState<Area | null>(null)
  if (!onArea) return { moving: null, handlers: {} }

  const between = (a: Spot, b: Spot): Area => ({ x: ends(x, a.x, b.x), y: ends(y, a.y, b.y) })
  const handlers = {
    onPointerDown(event: PointerEvent<SVGSVGElement>) {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      start.current = spotOf(event)
    },
    onPointerMove(event: PointerEvent<SVGSVGElement>) {
      const spot = spotOf(event)
      if (start.current && isFar(start.current, spot)) setMoving(between(start.current, spot))
    },
    onPointerUp(event: PointerEvent<SVGSVGElement>) {
      const [from, to] = [start.current, spotOf(event)]
      start.current = null
      setMoving(null)
      if (!from) return
      if (isFar(from, to)) onArea(between(from, to))
      else onArea(between({ x: to.x - slack, y: to.y - slack }, { x: to.x + slack, y: to.y + slack }))
    },
    onPointerCancel() {
      start.current = null
      setMoving(null)
    },
  }
  return { moving, handlers }
}

/** In units of the drawing. */
interface Spot {
  readonly x: number
  readonly y: number
}

function spotOf(event: PointerEvent<SVGSVGElement>): Spot {
  const plot = event.currentTarget
  const inverse = plot.getScreenCTM()?.inverse()
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(inverse)
  return { x, y }
}

function isFar(a: Spot, b: Spot): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) > slack
}

/** Two places on an axis as values, the smaller first, no farther than the axis. */
function ends(scale: ScaleLinear<number, number>, a: number, b: number): readonly [number, number] {
  const [low, high] = scale.domain() as [number, number]
  const within = (value: number) => Math.min(high, Math.max(low, value))
  const [one, other] = [within(scale.invert(a)), within(scale.invert(b))]
  return one < other ? [one, other] : [other, one]
}
