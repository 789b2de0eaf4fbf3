import { useMemo } from 'react'
import { boxPlot } from '../../../domain/statistics/boxPlot.ts'
import { kernelDensity } from '../../../domain/statistics/kernelDensity.ts'
import { mannWhitney } from '../../../domain/statistics/mannWhitney.ts'
import { type BoxGroup, BoxLegend, BoxPlots, boxDomain } from '../../../plots/BoxPlots.tsx'
import {
  Densities,
  type DensityCurve,
  DensityLegend,
  densityDomain,
  densityTop,
} from '../../../plots/Densities.tsx'
import { modelStyles } from '../../../plots/modelStyle.ts'
import { quantityText, signedText } from '../../../plots/numbers.ts'
import type { FigureProps } from './FigurePage.tsx'
import type { DistributionBody, Panel } from './figure.ts'
import { type Question, starsFor } from './measures.ts'
import { type Drawn, StudyPanel } from './StudyPanel.tsx'
import type { Quantity, Sample } from './samples.ts'
import { networkText, words } from './words.ts'

/** Figures 2, 3 and 7-15: LRP robustness of many images, as outlines or as boxes. */
export function DistributionFigure({
  figure,
  body,
  values,
  catalogue,
}: FigureProps & { body: DistributionBody }) {
  const quantity = values.quantity as Quantity
  const { kind, rules, layers } = body
  const question = useMemo(
    (): Question => ({
      rules,
      layers,
      quantity,
      draws: kind === 'densities' ? 'all' : 'most',
      correlation: null,
    }),
    [rules, layers, quantity, kind],
  )
  return body.panels.map((panel) => (
    <StudyPanel
      key={panel.id}
      figure={figure}
      panel={panel}
      question={question}
      statistics={statistics[kind]}
      catalogue={catalogue}
      draw={(drawn) =>
        kind === 'densities' ? (
          <DensityRows {...drawn} question={question} />
        ) : (
          <BoxRows {...drawn} question={question} />
        )
      }
    />
  ))
}

const statistics = { densities: [kernelDensity], boxes: [boxPlot, mannWhitney] }

type Rows = Drawn & { readonly question: Question }

function DensityRows({ samples, all, panel, protocol, k, width, question }: Rows) {
  const { layers, quantity } = question
  const domain = useMemo(() => densityDomain(all), [all])
  const top = useMemo(() => densityTop(all.map(({ values }) => kernelDensity.compute(values))), [all])
  return (
    <>
      {layers.map((layer, i) => (
        <div key={layer} className="figure-layer">
          <p className="figure-layer-name">{words.layer(layer, panel.indices[layer])}</p>
          <Densities
            curves={samples.filter((sample) => sample.layer === layer).map(curveOf(samples))}
            label={plotLabel(panel, protocol, layer)}
            xLabel={i === layers.length - 1 ? words[quantity] : ''}
            domain={domain}
            top={top}
            signed={quantity === 'difference'}
            {...(quantity === 'robustness' && { level: k / 100 })}
            marks={quantity === 'difference' ? marksOf(panel, layer) : []}
            legend={false}
            width={width}
            height={i === layers.length - 1 ? 132 : 116}
          />
        </div>
      ))}
      <DensityLegend curves={samples.filter(({ layer }) => layer === layers[0]).map(curveOf(samples))} />
      <p className="note">
        {quantity === 'difference' ? words.level.densities : words.chance(quantityText(k / 100))}
      </p>
      {quantity === 'difference' && panel.published.some(({ peaks }) => peaks) && (
        <p className="note">{words.peaks}</p>
      )}
    </>
  )
}

const dashes = ['1.5 2.5', '5 3', '10 3']

/** Fewer draws in shorter dashes, the most in a whole line. */
function curveOf(samples: readonly Sample[]): (sample: Sample) => DensityCurve {
  return ({ id, family, draws, most, values }) => {
    const curve = { id, label: networkText(family, draws), values, color: modelStyles[family].color }
    const counts = new Set(samples.filter((other) => other.family === family).map((other) => other.draws))
    const fewer = [...counts].filter((count) => count < draws).length
    return most ? curve : { ...curve, dash: dashes[Math.min(fewer, dashes.length - 1)]! }
  }
}

function marksOf({ published }: Panel, layer: number) {
  return published
    .filter((value) => value.layer === layer && value.peaks)
    .flatMap(({ family, peaks = [], peaksText }) =>
      peaks.map((at) => ({
        at,
        color: modelStyles[family].color,
        label: words.publishedPeak(words.family[family], peaksText ?? signedText(at)),
      })),
    )
}

function BoxRows({ samples, all, panel, protocol, k, width, question }: Rows) {
  const { layers, quantity } = question
  const rows = useMemo(() => groupsOf(samples, panel, question), [samples, panel, question])
  const domain = useMemo(
    () => boxDomain(groupsOf(all, panel, question).flatMap(({ groups }) => groups)),
    [all, panel, question],
  )
  const level = quantity === 'robustness' ? k / 100 : 0
  return (
    <>
      {rows.map(({ layer, groups }) => (
        <div key={layer} className="figure-layer">
          {layers.length > 1 && (
            <p className="figure-layer-name">{words.layer(layer, panel.indices[layer])}</p>
          )}
          <BoxPlots
            groups={groups}
            label={plotLabel(panel, protocol, layer)}
            yLabel={words[quantity]}
            domain={domain}
            level={level}
            signed={quantity === 'difference'}
            legend={false}
            width={width}
            height={layers.length > 1 ? 190 : 230}
          />
        </div>
      ))}
      <BoxLegend groups={rows.flatMap(({ groups }) => groups)} />
      <p className="note">
        {quantity === 'difference' ? words.level.boxes : words.level.chance(quantityText(k / 100))}
      </p>
      <p className="note">{words.stars}</p>
    </>
  )
}

function groupsOf(
  samples: readonly Sample[],
  panel: Panel,
  { layers, rules, quantity }: Question,
): readonly { readonly layer: number; readonly groups: readonly BoxGroup[] }[] {
  return layers.map((layer) => ({
    layer,
    groups: rules.map((rule) => ({
      id: `${rule}-${layer}`,
      label: words.rule[rule] ?? rule,
      boxes: samples
        .filter((sample) => sample.layer === layer && sample.rule === rule)
        .map((sample) => boxOf(sample, samples, panel, quantity)),
    })),
  }))
}

function boxOf(sample: Sample, samples: readonly Sample[], panel: Panel, quantity: Quantity) {
  const { id, family, draws, values, control, layer, rule } = sample
  const stars = starsFor(sample, samples)
  const published = panel.published.find(
    (value) => value.family === family && value.layer === layer && value.rule === rule,
  )
  const { median, quartiles } = published ?? {}
  return {
    id,
    label: networkText(family, draws),
    values,
    color: modelStyles[family].color,
    control: boxPlot.compute(control).median,
    ...(stars && { note: stars }),
    ...(quantity === 'difference' &&
      median !== undefined && { reported: { median, ...(quartiles && { quartiles }) } }),
  }
}

export function plotLabel(panel: Panel, protocol: Drawn['protocol'], layer: number): string {
  return words.plot(words.layer(layer, panel.indices[layer]), words.protocol[protocol], panel.label)
}
