import { memo, useMemo } from 'react'
import { metricsOf } from '../../../domain/catalogue.ts'
import { boxPlot } from '../../../domain/statistics/boxPlot.ts'
import { type DrawsSeries, RobustnessByDraws } from '../../../plots/RobustnessByDraws.tsx'
import { Figure } from './Figure.tsx'
import { captionLine } from './lines.ts'
import { captionOf, type Look, rowsIn, type WarnedLook } from './look.ts'
import { words } from './words.ts'

/** What more draws change, beside what a random pattern does. */
export const DrawsFigure = memo(function DrawsFigure({ look }: { look: WarnedLook }) {
  const series = useMemo(() => drawsSeries(look), [look])
  const several = series.some(({ steps }) => steps.length > 1)
  const { draws: title } = words.figures
  return (
    <Figure
      name="draws"
      title={title}
      reading={words.reading_.draws}
      caption={captionOf(look, title)}
      line={captionLine(look, { control: true })}
      statistics={[...metricsOf(look.catalogue, 'lrp-robustness'), boxPlot]}
      table={() => tableOf(series)}
    >
      {(width) =>
        series.length === 0 ? (
          <p className="muted">{words.noneLeft}</p>
        ) : (
          <>
            <RobustnessByDraws
              series={series}
              label={`${title}: ${words.lrp}`}
              yLabel={words.lrp}
              chance={look.result.request.k / 100}
              width={width}
              height={260}
            />
            {!several && <p className="note">{words.oneCount}</p>}
          </>
        )
      }
    </Figure>
  )
})

function drawsSeries(look: Look): readonly DrawsSeries[] {
  const { subjects } = look.result.request
  const ids = [...new Set(look.visible.map(({ place }) => subjects[place]!.model))]
  return ids.flatMap((id) => {
    const columns = look.visible
      .filter(({ place }) => subjects[place]!.model === id)
      .toSorted((a, b) => a.draws - b.draws)
    const steps = columns.flatMap((column) => {
      const rows = rowsIn(look, column)
      const [values, control] = [rows.map(({ lrp }) => lrp), rows.map(({ lrpControl }) => lrpControl)]
      return rows.length > 0 ? [{ draws: column.draws, values, control }] : []
    })
    const [first] = columns
    return first && steps.length > 0 ? [{ id, label: first.network, family: first.family, steps }] : []
  })
}

function tableOf(series: readonly DrawsSeries[]) {
  return {
    columns: ['network', 'draws', 'n', 'median', 'quartile1', 'quartile3', 'controlMedian'],
    rows: series.flatMap(({ id, steps }) =>
      steps.map(({ draws, values, control }) => {
        const { median, quartiles } = boxPlot.compute(values)
        return [id, draws, values.length, median, ...quartiles, boxPlot.compute(control).median]
      }),
    ),
  }
}
