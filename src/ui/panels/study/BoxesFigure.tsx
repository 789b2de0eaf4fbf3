import { memo, useMemo, useState } from 'react'
import { metricsOf } from '../../../domain/catalogue.ts'
import { boxPlot } from '../../../domain/statistics/boxPlot.ts'
import { counterpart } from '../../../domain/studyTests.ts'
import { type Box, type BoxGroup, BoxLegend, BoxPlots, boxDomain } from '../../../plots/BoxPlots.tsx'
import { modelStyles } from '../../../plots/modelStyle.ts'
import { Segmented } from '../../controls/Segmented.tsx'
import { layerText } from '../../wording/studyFacts.ts'
import type { ShownColumn } from './columns.ts'
import { differences, whyNoDifference } from './DifferencesFigure.tsx'
import { Figure } from './Figure.tsx'
import { captionLine } from './lines.ts'
import { captionOf, type Look, rowsIn, type WarnedLook } from './look.ts'
import { words } from './words.ts'

type Way = 'robustness' | 'difference'

/** Every rule at every layer: one row of boxes a layer, one group a rule, one box a network. */
export const BoxesFigure = memo(function BoxesFigure({ look }: { look: WarnedLook }) {
  const [way, setWay] = useState<Way>('robustness')
  const rows = useMemo(() => layerRows(look, way), [look, way])
  const domain = useMemo(() => boxDomain(rows.flatMap(({ groups }) => groups)), [rows])
  const { boxes: title } = words.figures
  const { readouts, k } = look.result.request
  return (
    <Figure
      name="boxes"
      title={title}
      reading={words.reading_.boxes}
      caption={captionOf(
        look,
        title,
        readouts.map((_, at) => at),
      )}
      line={captionLine(look, { explanation: false, control: true })}
      statistics={[...metricsOf(look.catalogue, 'lrp-robustness'), boxPlot]}
      table={() => boxTable(rows)}
      tools={
        <Segmented<Way>
          label={words.shownAs}
          hideLabel
          value={way}
          options={[
            { value: 'robustness', label: words.asRobustness },
            { value: 'difference', label: words.asDifference },
          ]}
          onChange={setWay}
        />
      }
    >
      {(width) =>
        rows.length === 0 ? (
          <p className="muted">{way === 'difference' ? whyNoDifference(look) : words.noneLeft}</p>
        ) : (
          <>
            {rows.map(({ layer, label, groups }) => (
              <BoxPlots
                key={layer}
                groups={groups}
                label={`${title}, ${label}`}
                yLabel={`${label}: ${way === 'robustness' ? words.lrp : words.difference}`}
                domain={domain}
                level={way === 'robustness' ? k / 100 : 0}
                signed={way === 'difference'}
                legend={false}
                width={width}
                height={180}
              />
            ))}
            <BoxLegend groups={rows[0]?.groups ?? []} />
          </>
        )
      }
    </Figure>
  )
})

interface LayerRow {
  readonly layer: number
  readonly label: string
  readonly groups: readonly BoxGroup[]
}

function layerRows(look: Look, way: Way): readonly LayerRow[] {
  const { request } = look.result
  const layers = [...new Set(request.readouts.map(({ layer }) => layer))].toSorted((a, b) => a - b)
  return layers.flatMap((layer) => {
    const groups = request.readouts.flatMap((readout, at): BoxGroup[] => {
      if (readout.layer !== layer) return []
      const boxes = look.visible.flatMap((column) => boxOf(look, column, at, way))
      const label = look.catalogue.rules.find(({ id }) => id === readout.rule.id)?.label ?? readout.rule.id
      return boxes.length > 0 ? [{ id: `${readout.rule.id}-${at}`, label, boxes }] : []
    })
    return groups.length > 0 ? [{ layer, label: layerText(layer, request, look.catalogue), groups }] : []
  })
}

function boxOf(look: Look, column: ShownColumn, readout: number, way: Way): readonly Box[] {
  const { id, label, family, place } = column
  const color = modelStyles[family].color
  if (way === 'difference') {
    const against = counterpart(look, place, 'det')
    if (against === null || against === place) return []
    const { attack: values, control } = differences(look, place, against, readout)
    return values.length > 0 ? [{ id, label, color, control: boxPlot.compute(control).median, values }] : []
  }
  const rows = rowsIn(look, column, readout)
  if (rows.length === 0) return []
  const control = boxPlot.compute(rows.map((row) => row.lrpControl)).median
  return [{ id, label, color, control, values: rows.map((row) => row.lrp) }]
}

function boxTable(rows: readonly LayerRow[]) {
  return {
    columns: [
      'layer',
      'rule',
      'network',
      'n',
      'median',
      'quartile1',
      'quartile3',
      'whiskerLow',
      'whiskerHigh',
      'controlMedian',
    ],
    rows: rows.flatMap(({ label: layer, groups }) =>
      groups.flatMap(({ label: rule, boxes }) =>
        boxes.map(({ label: network, values, control }) => {
          const { median, quartiles, whiskers } = boxPlot.compute(values)
          return [layer, rule, network, values.length, median, ...quartiles, ...whiskers, control ?? null]
        }),
      ),
    ),
  }
}
