import { describe, expect, it } from 'vitest'
import { position, reachToTell, scalesOf, symmetricScale } from '../../src/domain/scale.ts'

const values = Float32Array.from({ length: 1000 }, (_, i) => (i % 2 ? 1 : -1) * (i + 1))

describe('symmetricScale', () => {
  it('ends at the largest absolute value', () => {
    expect(symmetricScale([Float32Array.of(-3, 2, 0)], 'largest')).toMatchObject({ max: 3, clipped: 0 })
  })

  it('ends at the 99.5th percentile of the absolute values and counts what lies beyond', () => {
    expect(symmetricScale([values])).toEqual({ max: 995, reach: 'percentile', clipped: 5, count: 1000 })
  })

  it('is not moved by a background of zeros', () => {
    const padded = new Float32Array(50_000)
    padded.set(values)
    expect(symmetricScale([padded])).toEqual(symmetricScale([values]))
  })

  it('cuts nothing off a map with few pixels', () => {
    expect(symmetricScale([Float32Array.of(1, -9, 2)])).toMatchObject({ max: 9, clipped: 0 })
  })

  it.each([[[]], [[new Float32Array(784)]], [[Float32Array.of(Number.NaN)]]])(
    'has a range even where there is nothing: %o',
    (maps) => {
      expect(symmetricScale(maps)).toMatchObject({ max: 1, clipped: 0, count: 0 })
    },
  )
})

describe('position', () => {
  const scale = symmetricScale([Float32Array.of(4)])

  it('is odd: opposite values stand opposite each other', () => {
    for (const value of [0, 0.1, 1, 3.9, 4, 7])
      expect(position(scale, -value)).toBeCloseTo(-position(scale, value), 12)
  })

  it('stays in [-1, 1], with zero in the middle', () => {
    expect([-9, -2, 0, 1, 9].map((value) => position(scale, value))).toEqual([-1, -0.5, 0, 0.25, 1])
    expect(position(scale, Number.NaN)).toBe(0)
  })
})

describe('scalesOf', () => {
  const [one, two, four, eight] = [1, 2, 4, 8].map((value) => Float32Array.of(value, -value / 2))
  const rows = [
    [one, four],
    [undefined, eight],
    [two, two],
  ]
  const ends = (scope: 'map' | 'row' | 'all') =>
    scalesOf(rows, scope).map((row) => row.map((each) => each.max))

  it('gives each map its own range', () => {
    expect(ends('map')).toEqual([
      [1, 4],
      [1, 8],
      [2, 2],
    ])
  })

  it('gives each row one range', () => {
    expect(ends('row')).toEqual([
      [4, 4],
      [8, 8],
      [2, 2],
    ])
  })

  it('gives all maps one range', () => {
    expect(ends('all').flat()).toEqual([8, 8, 8, 8, 8, 8])
  })
})

describe('reachToTell', () => {
  const scale = symmetricScale([Float32Array.of(1, -10)], 'largest')

  it('tells the range of every map that has its own', () => {
    expect(reachToTell(Float32Array.of(8), scale, 'map')).toBe(10)
  })

  it('tells the range of a map that is nearly invisible on a shared scale, and of no other', () => {
    expect(reachToTell(Float32Array.of(0.5, -0.2), scale, 'row')).toBe(0.5)
    expect(reachToTell(Float32Array.of(1, 0.5), scale, 'row')).toBeNull()
    expect(reachToTell(Float32Array.of(0.5), scale, 'all')).toBe(0.5)
  })

  it('tells nothing of a map without relevance', () => {
    expect(reachToTell(new Float32Array(4), scale, 'row')).toBeNull()
  })
})
