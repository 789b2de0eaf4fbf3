import type { Gray } from './resample.ts'

/** A line drawn with a round pen; lengths are shares of the pad's side, so 1 is the whole pad. */
export interface Stroke {
  readonly points: readonly Point[]
  /** Diameter of the pen. */
  readonly width: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** The ink that strokes leave on a pad of side × side pixels: 1 inside the pen, a pixel's width of gray at its rim. */
export function rasterize(strokes: readonly Stroke[], side: number): Gray {
  const data = new Float32Array(side * side)
  for (const { points, width } of strokes) {
    points.forEach((end, i) => {
      drawSegment(data, side, points[Math.max(0, i - 1)]!, end, (width * side) / 2)
    })
  }
  return { data, width: side, height: side }
}

function drawSegment(data: Float32Array, side: number, from: Point, to: Point, radius: number) {
  const [x0, y0, x1, y1] = [from.x * side, from.y * side, to.x * side, to.y * side]
  const reach = radius + 1
  const rows = within(Math.min(y0, y1) - reach, Math.max(y0, y1) + reach, side)
  const columns = within(Math.min(x0, x1) - reach, Math.max(x0, x1) + reach, side)
  for (let y = rows[0]; y <= rows[1]; y++) {
    for (let x = columns[0]; x <= columns[1]; x++) {
      const distance = distanceToSegment(x + 0.5, y + 0.5, x0, y0, x1, y1)
      const ink = Math.max(0, Math.min(1, radius - distance + 0.5))
      const at = y * side + x
      if (ink > data[at]!) data[at] = ink
    }
  }
}

function distanceToSegment(x: number, y: number, x0: number, y0: number, x1: number, y1: number): number {
  const [dx, dy] = [x1 - x0, y1 - y0]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / length))
  return Math.hypot(x - x0 - along * dx, y - y0 - along * dy)
}

function within(low: number, high: number, side: number): [number, number] {
  return [Math.max(0, Math.floor(low)), Math.min(side - 1, Math.ceil(high))]
}
