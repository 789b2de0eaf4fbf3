import { describe, expect, it } from 'vitest'
import { boxPlot } from '../../../src/domain/statistics/boxPlot.ts'
import { kernelDensity } from '../../../src/domain/statistics/kernelDensity.ts'
import { coarse, sample } from './samples.ts'

describe('a box plot', () => {
  it('has the quartiles of NumPy, whiskers within 1.5 boxes and the rest as outliers', () => {
    // numpy.percentile(values, [25, 50, 75]): 2.25 4.5 6.75; the whiskers may reach from -4.5 to 13.5
    expect(boxPlot.compute([1, 2, 3, 4, 5, 6, 7, 8, 20, -9])).toEqual({
      median: 4.5,
      quartiles: [2.25, 6.75],
      whiskers: [1, 8],
      outliers: [-9, 20],
    })
  })

  it.each([
    ['spread', sample('a', 500)],
    ['tied', coarse('a', 500, 3)],
    ['one value', [3]],
    ['two values', [3, 5]],
    ['far apart', [0, 0, 0, 0, 100]],
  ])('is in order and loses nothing: %s', (_, values) => {
    const { median, quartiles, whiskers, outliers } = boxPlot.compute(values)
    const marks = [whiskers[0], quartiles[0], median, quartiles[1], whiskers[1]]
    expect(marks).toEqual(marks.toSorted((one, other) => one - other))
    const inside = values.filter((value) => value >= whiskers[0] && value <= whiskers[1])
    expect(inside.length + outliers.length).toBe(values.length)
  })

  it('does not leave its box when only outliers lie beyond it', () => {
    // Q3 is 25, interpolated between 0 and 100, and 100 is out of reach
    expect(boxPlot.compute([0, 0, 0, 100]).whiskers).toEqual([0, 25])
  })
})

describe('a kernel density', () => {
  // k = scipy.stats.gaussian_kde([0, 1, 1, 3, 7]); k([0, 1.5, 9]), √k.covariance (1.17.1)
  it('agrees with SciPy and its bandwidth of Scott', () => {
    const { bandwidth, density } = kernelDensity.compute([0, 1, 1, 3, 7], [0, 1.5, 9])
    expect(bandwidth).toBeCloseTo(2.02419944, 8)
    expect(density[0]).toBeCloseTo(0.122439, 6)
    expect(density[1]).toBeCloseTo(0.13735541, 8)
    expect(density[2]).toBeCloseTo(0.02471491, 8)
  })

  it('holds all probability between the ends that seaborn draws', () => {
    const { grid, density, bandwidth } = kernelDensity.compute(sample('a', 200))
    expect(grid).toHaveLength(200)
    expect(grid[0]).toBeCloseTo(Math.min(...sample('a', 200)) - 3 * bandwidth, 12)
    const step = grid[1]! - grid[0]!
    expect(density.reduce((sum, each) => sum + each * step, 0)).toBeCloseTo(1, 3)
    expect(density.every((each) => each >= 0)).toBe(true)
  })

  it('moves and stretches with its values', () => {
    const values = sample('b', 50)
    const { grid, density } = kernelDensity.compute(values)
    const moved = kernelDensity.compute(values.map((value) => 2 * value + 1))
    moved.grid.forEach((x, i) => expect(x).toBeCloseTo(2 * grid[i]! + 1, 10))
    moved.density.forEach((each, i) => expect(each).toBeCloseTo(density[i]! / 2, 10))
  })

  it('has nothing to draw where no value differs', () => {
    expect(kernelDensity.compute([1, 1, 1])).toEqual({ bandwidth: 0, grid: [], density: [] })
    expect(kernelDensity.compute([1])).toEqual({ bandwidth: 0, grid: [], density: [] })
  })
})
