import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { RobustnessByDraws } from '../../src/plots/RobustnessByDraws.tsx'
import { isWithin, Scatter } from '../../src/plots/Scatter.tsx'

describe('Scatter', () => {
  const series = [
    {
      id: 'det',
      label: 'deterministic',
      family: 'det' as const,
      points: [
        [0.2, 0],
        [0.4, 0.1],
        [0.4, 0.1],
      ] as const,
    },
    { id: 'vi', label: 'VI', family: 'vi' as const, variant: 1 as const, points: [[0.6, 1]] as const },
  ]
  const draw = (change: Partial<Parameters<typeof Scatter>[0]> = {}) =>
    renderToStaticMarkup(
      <Scatter series={series} label="LRP against softmax" xLabel="LRP" yLabel="softmax" {...change} />,
    )
  const areaOf = (markup: string) => {
    const [first, second] = [...markup.matchAll(/class="plot-point"[^>]* d="M([\d.]+),/g)]
    return [Number(first?.[1]), Number(second?.[1])]
  }

  it('draws images at one place as one mark that is larger', () => {
    const markup = draw()
    expect(markup.match(/plot-point/g)).toHaveLength(3)
    const [one, two] = areaOf(markup)
    expect(two).toBeGreaterThan(one!)
  })

  it('says medians and counts', () => {
    expect(draw()).toContain(
      'aria-label="LRP against softmax: deterministic: 3 images, medians 0.40 and 0.10; VI: 1 image, medians 0.60 and 1.00"',
    )
    expect(draw({ series: [] })).toContain('LRP against softmax: no data')
    expect(draw({ series: [] })).not.toContain('NaN')
  })

  it('tells two columns of a family apart', () => {
    expect(draw().match(/plot-point" data-hollow="true"/g)).toHaveLength(1)
  })

  it('draws chance where it is given', () => {
    expect(draw({ chance: 0.2 })).toContain('plot-chance')
    expect(draw()).not.toContain('plot-chance')
  })

  it('lets everything outside the chosen area step back', () => {
    const markup = draw({ area: { x: [0.3, 0.5], y: [0, 1] }, onArea: () => {} })
    expect(markup.match(/data-within="true"/g)).toHaveLength(1)
    expect(markup.match(/data-within="false"/g)).toHaveLength(2)
    expect(markup.match(/class="plot-area"/g)).toHaveLength(1)
  })

  it('counts the ends of an area in', () => {
    expect(isWithin({ x: [0.2, 0.4], y: [0, 0] }, [0.4, 0])).toBe(true)
    expect(isWithin({ x: [0.2, 0.4], y: [0, 0] }, [0.41, 0])).toBe(false)
    expect(isWithin(null, [9, 9])).toBe(true)
  })
})

describe('RobustnessByDraws', () => {
  const steps = [
    { draws: 10, values: [0.2, 0.4, 0.6], control: [0.7, 0.8, 0.9] },
    { draws: 100, values: [0.5, 0.5, 0.5], control: [0.9, 0.9, 0.9] },
  ]
  const markup = renderToStaticMarkup(
    <RobustnessByDraws
      series={[{ id: 'vi', label: 'VI', family: 'vi', steps }]}
      label="by draws"
      yLabel="LRP robustness"
      chance={0.2}
    />,
  )

  it('marks every number of draws, and the control hollow beside it', () => {
    expect(markup.match(/plot-mark" transform/g)).toHaveLength(2)
    expect(markup.match(/data-hollow="true" transform/g)).toHaveLength(2)
    expect(markup).not.toContain('NaN')
  })

  it('says medians and controls', () => {
    expect(markup).toContain(
      'by draws: VI, 10 draws: median 0.40, random control 0.80; VI, 100 draws: median 0.50, random control 0.90',
    )
  })
})
