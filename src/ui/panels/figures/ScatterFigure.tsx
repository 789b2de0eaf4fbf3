import { useMemo } from 'react'
import { metricsOf } from '../../../domain/catalogue.ts'
import { pearson } from '../../../domain/statistics/pearson.ts'
import { spearman } from '../../../domain/statistics/spearman.ts'
import { quantityText, signedText } from '../../../plots/numbers.ts'
import { Scatter, ScatterLegend, type ScatterSeries } from '../../../plots/Scatter.tsx'
import { plotLabel } from './DistributionFigure.tsx'
import type { FigureProps } from './FigurePage.tsx'
import type { ScatterBody } from './figure.ts'
import { correlationOf, type Question } from './measures.ts'
import { type Drawn, StudyPanel } from './StudyPanel.tsx'
import type { Sample } from './samples.ts'
import { networkText, words } from './words.ts'

/** Figures 4 and 16: LRP against softmax robustness, layer by layer. */
export function ScatterFigure({ figure, body, values, catalogue }: FigureProps & { body: ScatterBody }) {
  const { rules, layers } = body
  const correlation = values.correlation as 'pearson' | 'spearman'
  const question = useMemo(
    (): Question => ({ rules, layers, quantity: 'robustness', draws: 'many', correlation }),
    [rules, layers, correlation],
  )
  return body.panels.map((panel) => (
    <StudyPanel
      key={panel.id}
      figure={figure}
      panel={panel}
      question={question}
      statistics={[...metricsOf(catalogue, 'softmax-robustness'), coefficients[correlation].statistic]}
      catalogue={catalogue}
      draw={(drawn) => <ScatterRows {...drawn} layers={layers} correlation={correlation} />}
    />
  ))
}

const coefficients = {
  pearson: { statistic: pearson, sign: 'r' },
  spearman: { statistic: spearman, sign: 'ρ' },
}

interface Rows extends Drawn {
  readonly layers: readonly number[]
  readonly correlation: 'pearson' | 'spearman'
}

function ScatterRows({ samples, panel, protocol, k, width, layers, correlation }: Rows) {
  const rows = layers.map((layer) => ({
    layer,
    series: samples.filter((sample) => sample.layer === layer).map((sample) => seriesOf(sample, correlation)),
  }))
  return (
    <>
      {rows.map(({ layer, series }) => (
        <div key={layer} className="figure-layer">
          <p className="figure-layer-name">{words.layer(layer, panel.indices[layer])}</p>
          <Scatter
            series={series}
            label={plotLabel(panel, protocol, layer)}
            xLabel={words.robustness}
            yLabel={words.softmax}
            chance={k / 100}
            legend={false}
            width={width}
            height={Math.min(300, Math.max(200, width * 0.5))}
          />
          <ScatterLegend series={series} />
        </div>
      ))}
      <p className="note">{words.marks}</p>
      <p className="note">{words.chance(quantityText(k / 100))}</p>
    </>
  )
}

function seriesOf(sample: Sample, correlation: Rows['correlation']): ScatterSeries {
  const { id, family, draws, most, robustness, softmax } = sample
  const found = correlationOf(sample, correlation)?.coefficient
  const name = networkText(family, draws)
  return {
    id,
    label:
      found === undefined || Number.isNaN(found)
        ? name
        : `${name}, ${coefficients[correlation].sign} ${signedText(found)}`,
    family,
    variant: most ? 0 : 1,
    points: robustness.map((value, i) => [value, softmax[i]!] as const),
  }
}
