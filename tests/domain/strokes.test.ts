import { describe, expect, it } from 'vitest'
import { rasterize } from '../../src/domain/strokes.ts'

const total = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0)

describe('rasterize', () => {
  it('leaves a disk where the pen only touches', () => {
    const { data } = rasterize([{ points: [{ x: 0.5, y: 0.5 }], width: 0.4 }], 100)
    expect(Math.abs(total(data) / (Math.PI * 20 ** 2) - 1)).toBeLessThan(0.01)
  })

  it('leaves length times width and two half disks along a line', () => {
    const points = [
      { x: 0.2, y: 0.3 },
      { x: 0.8, y: 0.7 },
    ]
    const { data } = rasterize([{ points, width: 0.1 }], 200)
    const area = Math.hypot(120, 80) * 20 + Math.PI * 10 ** 2
    expect(Math.abs(total(data) / area - 1)).toBeLessThan(0.01)
  })

  it('does not get darker where strokes cross', () => {
    const cross = [
      {
        points: [
          { x: 0.1, y: 0.5 },
          { x: 0.9, y: 0.5 },
        ],
        width: 0.1,
      },
      {
        points: [
          { x: 0.5, y: 0.1 },
          { x: 0.5, y: 0.9 },
        ],
        width: 0.1,
      },
    ]
    expect(Math.max(...rasterize(cross, 50).data)).toBe(1)
  })

  it('leaves nothing without strokes, and stops at the edge of the pad', () => {
    expect(total(rasterize([], 20).data)).toBe(0)
    const outside = rasterize([{ points: [{ x: -1, y: 2 }], width: 0.2 }], 20)
    expect(total(outside.data)).toBe(0)
  })
})
