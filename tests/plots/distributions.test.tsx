import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { type Box, BoxPlots, boxDomain } from '../../src/plots/BoxPlots.tsx'
import { Densities, densityDomain } from '../../src/plots/Densities.tsx'
import { aloud, signedText } from '../../src/plots/numbers.ts'

const values = Array.from({ length: 101 }, (_, i) => i / 100)
const curve = { id: 'adv', label: 'adversarially trained', color: 'red', values }

describe('Densities', () => {
  const markup = renderToStaticMarkup(
    <Densities
      curves={[curve, { ...curve, id: 'still', label: 'all equal', values: [0.25, 0.25, 0.25] }]}
      marks={[{ at: 0.1, label: 'published peak', color: 'red' }]}
      label="layer 1"
      xLabel="difference"
      signed
    />,
  )

  it('says median and number of every sample', () => {
    expect(markup).toContain('adversarially trained, median +0.50')
    expect(markup).toContain('101 values')
    expect(markup).toContain('all equal, median +0.25, peak at +0.25, 3 values')
  })

  it('draws an outline for a sample that varies and a line for one that does not', () => {
    expect(markup.match(/plot-filling/g)).toHaveLength(1)
    expect(markup).toMatch(/d="M[\d.]+ [\d.]+V8"/)
  })

  it('marks what was published, named for whoever points at it', () => {
    expect(markup).toContain('<title>published peak</title>')
  })

  it('reaches beyond the values by the width of the kernels, and to 0', () => {
    const [low, high] = densityDomain([{ values: values.map((value) => value + 2) }])
    expect(low).toBe(0)
    expect(high).toBeGreaterThan(3)
  })
})

describe('BoxPlots', () => {
  const box: Box = {
    id: 'bay',
    label: 'VI',
    color: 'green',
    values: [...values, 3],
    reported: { median: 0.28, quartiles: [0.2, 0.43] },
    control: 0.1,
    note: '***',
  }
  const groups = [
    { id: 'epsilon', label: 'ε', boxes: [box, { ...box, id: 'adv', label: 'adv', color: 'red' }] },
  ]
  const markup = renderToStaticMarkup(
    <BoxPlots groups={groups} label="output" yLabel="difference" level={0} signed />,
  )

  it('says median and quartiles of every box, and its stars', () => {
    expect(markup).toContain('ε, VI: median +0.51, half between +0.25 and +0.76, ***')
  })

  it('says shares without a sign', () => {
    const shares = renderToStaticMarkup(<BoxPlots groups={groups} label="output" yLabel="robustness" />)
    expect(shares).toContain('ε, VI: median 0.51, half between 0.25 and 0.76, ***')
  })

  it('draws box, whiskers, median, what lies beyond, what was published and the random control', () => {
    const [legend, own] = [1, 2]
    expect(markup.match(/"plot-box-outlier"/g)).toHaveLength(own)
    expect(markup.match(/"plot-box-whisker"/g)).toHaveLength(own + own) // each network's in the legend too
    for (const part of ['plot-reported-range', 'data-hollow="true"'])
      expect(markup.match(new RegExp(part, 'g'))).toHaveLength(own + legend)
  })

  it('has room for everything it draws, and for 0', () => {
    const [low, high] = boxDomain([{ ...groups[0]!, boxes: [{ ...box, control: -0.4 }] }])
    expect(low).toBeLessThanOrEqual(-0.4)
    expect(high).toBeGreaterThanOrEqual(3)
  })
})

describe('signedText', () => {
  it.each([
    [0.074, '+.07'],
    [-0.12, '−.12'],
    [-0.001, '.00'],
    [1, '+1.00'],
  ])('writes %d as %s', (value, text) => expect(signedText(value)).toBe(text))

  it.each([
    ['median +.43, half between −.02 and .90', 'median +0.43, half between −0.02 and 0.90'],
    ['1.00 and 12.5, p .034. End.', '1.00 and 12.5, p 0.034. End.'],
  ])('is heard in full: %s', (text, heard) => expect(aloud(text)).toBe(heard))
})
