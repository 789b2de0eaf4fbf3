import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { symmetricScale } from '../../src/domain/scale.ts'
import { ColorLegend } from '../../src/plots/ColorLegend.tsx'
import { Heatmap } from '../../src/plots/Heatmap.tsx'
import { LineChart } from '../../src/plots/LineChart.tsx'
import { OverlapLegend, OverlapMap } from '../../src/plots/OverlapMap.tsx'
import { PictureView } from '../../src/plots/PictureView.tsx'
import { neighbor } from '../../src/plots/PixelMap.tsx'
import { ProbabilityBars } from '../../src/plots/ProbabilityBars.tsx'
import { ProgressHairline } from '../../src/plots/ProgressHairline.tsx'
import { RobustnessGauge } from '../../src/plots/RobustnessGauge.tsx'
import { Sparkline } from '../../src/plots/Sparkline.tsx'

const shape = [2, 2, 1] as const
const values = Float32Array.of(0.5, -0.25, 0, 0)
const scale = symmetricScale([values])
const overlap = {
  clean: Uint8Array.of(1, 1, 0, 0),
  attacked: Uint8Array.of(1, 0, 1, 0),
  size: 2,
  common: 1,
  ties: { clean: 0, attacked: 0 },
}
const picture = { data: Float32Array.of(0, 1, 0.5, 0), shape }
const map = { shape, model: 'mnist-fc512-det', stage: 'clean', label: 'R(x), deterministic' }

describe('Heatmap', () => {
  const markup = renderToStaticMarkup(<Heatmap {...map} values={values} scale={scale} />)

  it('is an image that says what it shows', () => {
    expect(markup).toContain('role="img"')
    expect(markup).toMatch(/aria-label="R\(x\), deterministic\. Most of it lies .* 67 % speaks for the class/)
  })

  it('names its plot, model and stage, and is not ready before it is painted', () => {
    expect(markup).toContain('data-plot="heatmap" data-model="mnist-fc512-det" data-stage="clean"')
    expect(markup).toContain('data-state="painting"')
  })

  it('holds one canvas pixel a value', () => {
    expect(markup).toContain('<canvas width="2" height="2">')
  })

  it('rings the pixel in focus and says its value', () => {
    const focused = renderToStaticMarkup(
      <Heatmap {...map} values={values} scale={scale} focus={{ index: 1, pinned: false }} />,
    )
    expect(focused).toContain('plot-map-ring')
    expect(focused).toContain('−0.250')
    expect(markup).not.toContain('plot-map-ring')
  })

  it('takes the keyboard only where it is asked to', () => {
    const walked = renderToStaticMarkup(<Heatmap {...map} values={values} scale={scale} onHover={() => {}} />)
    expect(walked).toContain('tabindex="0"')
    expect(markup).not.toContain('tabindex')
  })
})

describe('walking a map', () => {
  it('starts in the middle, steps to the neighbor and stops at the edge', () => {
    expect(neighbor('ArrowUp', [28, 28, 1], undefined)).toBe(14 * 28 + 14)
    expect(neighbor('ArrowRight', [28, 28, 1], 27)).toBe(27)
    expect(neighbor('ArrowDown', [28, 28, 1], 27)).toBe(55)
    expect(neighbor('a', [28, 28, 1], 3)).toBeUndefined()
  })
})

describe('PictureView', () => {
  it('marks the top-k pixels of a mask', () => {
    const masked = renderToStaticMarkup(
      <PictureView picture={picture} stage="attacked" label="x̃" mask={overlap.clean} />,
    )
    expect(masked).toContain('data-plot="picture"')
    expect(masked.match(/plot-topk" d="([^"]*)"/)![1]!.match(/M/g)).toHaveLength(2)
  })
})

describe('OverlapMap', () => {
  it('draws common, lost and gained pixels as different marks, and says how many', () => {
    const markup = renderToStaticMarkup(<OverlapMap overlap={overlap} picture={picture} label="top 50 %" />)
    for (const mark of ['common', 'before', 'after'])
      expect(markup.match(new RegExp(`plot-overlap-${mark}" d="([^"]*)"`))![1]!.match(/M/g)).toHaveLength(1)
    expect(markup).toContain('top 50 %. 1 of 2 most relevant pixels are common (50 %).')
    expect(renderToStaticMarkup(<OverlapLegend overlap={overlap} />)).toContain('only before')
  })
})

describe('ProbabilityBars', () => {
  const prediction = (...probabilities: number[]) => ({
    probabilities: Float32Array.of(...probabilities),
    deviation: Float32Array.of(0.1, 0),
    class: probabilities[0]! > probabilities[1]! ? 0 : 1,
  })
  const markup = renderToStaticMarkup(
    <ProbabilityBars
      classes={['cat', 'dog']}
      before={prediction(0.9, 0.1)}
      after={prediction(0.25, 0.75)}
      model="m"
      label="prediction"
    />,
  )

  it('shows before as outlines, after filled, and the deviation as a whisker', () => {
    expect(markup.match(/plot-probability-before/g)).toHaveLength(2)
    expect(markup.match(/plot-probability-after/g)).toHaveLength(2)
    expect(markup.match(/plot-whisker/g)).toHaveLength(1)
  })

  it('says both predictions', () => {
    expect(markup).toContain(
      'prediction: before cat with 90 %, plus or minus 10 % between draws; after dog with 75 %.',
    )
  })
})

describe('RobustnessGauge', () => {
  const markup = renderToStaticMarkup(
    <RobustnessGauge
      metric="lrp-robustness"
      value={0.4358974358974359}
      model="m"
      family="vi"
      label="LRP robustness"
      chance={0.1}
      control={0.9}
    />,
  )

  it('holds its value in full and shows two digits', () => {
    expect(markup).toContain(
      'data-readout="lrp-robustness" data-value="0.4358974358974359" data-model="m">.44<',
    )
  })

  it('draws chance dashed and the control hollow', () => {
    expect(markup).toContain('plot-chance')
    expect(markup.match(/data-hollow="true"/g)).toHaveLength(1)
    expect(markup).toContain('LRP robustness: 0.436 (chance 0.1, random control 0.9)')
  })
})

describe('ColorLegend', () => {
  it('names its scope, its ends and what is cut off', () => {
    const clipping = { max: 0.034, reach: 'percentile', clipped: 4, count: 784 } as const
    const markup = renderToStaticMarkup(<ColorLegend scope="row" scale={clipping} of="R(x)" />)
    expect(markup).toContain('data-scope="row"')
    expect(markup).toContain(
      'R(x) · one range per row · ends at the 99.5th percentile of |R| · 4 of 784 values beyond, drawn in the end color',
    )
    expect(markup).toContain('−0.0340')
    expect(markup).toContain('+0.0340')
  })

  it('has no numbers where each map has its own range', () => {
    expect(renderToStaticMarkup(<ColorLegend scope="map" scale={null} />)).toContain('+max')
  })
})

describe('ProgressHairline', () => {
  it('keeps its place while nothing runs', () => {
    expect(renderToStaticMarkup(<ProgressHairline progress={null} />)).toBe(
      '<div class="plot-hairline"></div>',
    )
  })

  it('says how far it has come, where that is known', () => {
    expect(renderToStaticMarkup(<ProgressHairline progress={{ step: 1, of: 4 }} />)).toContain(
      'aria-valuenow="0.25"',
    )
    expect(renderToStaticMarkup(<ProgressHairline progress={{ step: 1, of: 0 }} />)).not.toContain(
      'aria-valuenow',
    )
  })
})

describe('lines', () => {
  it('say where they start and end', () => {
    expect(renderToStaticMarkup(<Sparkline values={[9, 7, 4]} label="loss" />)).toContain('loss: from 9 to 4')
    const series = [
      {
        id: 'a',
        label: 'train',
        points: [
          [0, 1],
          [1, Number.NaN],
          [2, 0.5],
        ] as const,
      },
    ]
    const markup = renderToStaticMarkup(
      <LineChart series={series} label="loss" xLabel="epoch" yLabel="loss" />,
    )
    expect(markup).toContain('loss: train from 1 to 0.5')
    expect(markup).not.toContain('NaN')
  })

  it('stand empty without data', () => {
    expect(renderToStaticMarkup(<LineChart series={[]} label="loss" xLabel="" yLabel="" />)).not.toContain(
      'NaN',
    )
    expect(renderToStaticMarkup(<Sparkline values={[]} label="loss" />)).toContain('no data')
  })
})
