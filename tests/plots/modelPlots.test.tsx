import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ChainCurves } from '../../src/plots/ChainCurves.tsx'
import { DrawShares } from '../../src/plots/DrawShares.tsx'
import { ReliabilityDiagram } from '../../src/plots/ReliabilityDiagram.tsx'

const bin = (from: number, count: number, confidence: number, accuracy: number) => ({
  from,
  to: from + 0.5,
  count,
  confidence,
  accuracy,
})

describe('ReliabilityDiagram', () => {
  const bins = [bin(0, 10, 0.4, 0.3), bin(0.5, 90, 0.9, 0.8)]

  it('marks every bin that holds images, with its interval and its count', () => {
    const markup = renderToStaticMarkup(<ReliabilityDiagram bins={bins} family="vi" label="reliability" />)
    expect(markup.match(/plot-mark/g)).toHaveLength(2)
    expect(markup.match(/plot-count/g)).toHaveLength(2)
    expect(markup).not.toContain('NaN')
  })

  it('says where most images lie', () => {
    const markup = renderToStaticMarkup(<ReliabilityDiagram bins={bins} family="vi" label="reliability" />)
    expect(markup.replaceAll('\u00a0', ' ')).toContain(
      'aria-label="reliability: 90.0 % of the images lie in the fullest bin, where it is 90.0 % sure and 80.0 % right"',
    )
  })

  it('leaves empty bins out', () => {
    const empty = <ReliabilityDiagram bins={[bin(0, 0, 0, 0), bins[1]!]} family="vi" label="reliability" />
    expect(renderToStaticMarkup(empty).match(/plot-mark/g)).toHaveLength(1)
    const nothing = <ReliabilityDiagram bins={[]} family="vi" label="reliability" />
    expect(renderToStaticMarkup(nothing)).toContain('reliability: no data')
  })
})

describe('DrawShares', () => {
  const rows = [
    { label: 'double', values: [0, 0, 0] },
    { label: 'float32', values: [0.1, 0.3, 0.2] },
  ]
  const markup = renderToStaticMarkup(<DrawShares rows={rows} family="hmc" label="zero" xLabel="share" />)

  it('draws one stroke a draw', () => {
    const strokes = [...markup.matchAll(/plot-draws" d="([^"]*)"/g)].map(([, d]) => d!.match(/M/g)!.length)
    expect(strokes).toEqual([3, 3])
  })

  it('says from where to where they reach', () => {
    expect(markup.replaceAll('\u00a0', ' ')).toContain(
      'aria-label="zero: double: 0.0 %; float32: 10.0 % to 30.0 %"',
    )
  })
})

describe('ChainCurves', () => {
  const chains = [0, 1].map((chain) => ({ chain, warmUp: 2, values: [9, 5, 3 + chain, 2, 3] }))
  const draw = (change: { settled?: boolean; lit?: number | null }) =>
    renderToStaticMarkup(
      <ChainCurves chains={chains} family="hmc" label="energy" yLabel="nats" lit={null} {...change} />,
    )

  it('draws a line a chain and the end of warm-up once', () => {
    const markup = draw({})
    expect(markup.match(/plot-line/g)).toHaveLength(2)
    expect(markup.match(/warm-up ends/g)).toHaveLength(1)
    expect(markup).toContain('energy: chain 0 from 9 to 3; chain 1 from 9 to 3')
  })

  it('can show what comes after warm-up alone', () => {
    const markup = draw({ settled: true })
    expect(markup).toContain('energy: chain 0 from 3 to 3; chain 1 from 4 to 3')
    expect(markup).not.toContain('warm-up ends')
  })

  it('lets the other chains step back behind the one looked at', () => {
    expect(draw({ lit: 1 }).match(/data-lit="(true|false)"/g)).toEqual([
      'data-lit="false"',
      'data-lit="true"',
    ])
    expect(draw({})).not.toContain('data-lit')
  })
})
