import { memo, useMemo } from 'react'
import { metricsOf } from '../../../domain/catalogue.ts'
import { spearman } from '../../../domain/statistics/spearman.ts'
import type { StudyRow } from '../../../domain/studyRows.ts'
import type { Table } from '../../../plots/export/csv.ts'
import { signedText } from '../../../plots/numbers.ts'
import { type Area, Scatter } from '../../../plots/Scatter.tsx'
import { Figure } from './Figure.tsx'
import { captionLine } from './lines.ts'
import { captionOf, type Look, rowsIn, type WarnedLook } from './look.ts'
import { tieWarnings } from './warnings.ts'
import { words } from './words.ts'

export interface ScatterFigureProps {
  readonly look: WarnedLook
  readonly area: Area | null
  readonly onArea: (area: Area | null) => void
}

/** Does an explanation that stays go with a prediction that stays? */
export const ScatterFigure = memo(function ScatterFigure({ look, area, onArea }: ScatterFigureProps) {
  const series = useMemo(
    () =>
      look.visible.map((column) => {
        const rows = rowsIn(look, column)
        const { id, family, variant } = column
        const points = rows.map(({ lrp, softmax }) => [lrp, softmax] as const)
        return { id, family, variant, points, label: labelled(column.label, rows) }
      }),
    [look],
  )
  const ties = useMemo(() => tieWarnings(look), [look])
  const { scatter: title } = words.figures
  return (
    <Figure
      name="scatter"
      title={title}
      reading={words.reading_.scatter}
      caption={captionOf(look, title)}
      line={captionLine(look)}
      statistics={[...metricsOf(look.catalogue, 'lrp-robustness', 'softmax-robustness'), spearman]}
      warnings={ties}
      table={() => tableOf(look)}
    >
      {(width) => (
        <>
          {series.every(({ points }) => points.length === 0) && <p className="muted">{words.noneLeft}</p>}
          <Scatter
            series={series}
            label={title}
            xLabel={words.lrp}
            yLabel={words.softmax}
            chance={look.result.request.k / 100}
            area={area}
            onArea={onArea}
            width={width}
            height={Math.round(Math.min(460, Math.max(280, 0.72 * width)))}
          />
        </>
      )}
    </Figure>
  )
})

function labelled(label: string, rows: readonly StudyRow[]): string {
  if (rows.length < 3) return label
  const { coefficient } = spearman.compute(
    rows.map(({ lrp }) => lrp),
    rows.map(({ softmax }) => softmax),
  )
  return Number.isNaN(coefficient) ? label : `${label}, ${words.rho(signedText(coefficient))}`
}

function tableOf(look: Look): Table {
  return {
    columns: [
      'network',
      'draws',
      'image',
      'class',
      'lrpRobustness',
      'softmaxRobustness',
      'lrpRobustnessControl',
    ],
    rows: look.visible.flatMap((column) =>
      rowsIn(look, column).map(({ image, label, lrp, softmax, lrpControl }) => [
        look.result.request.subjects[column.place]!.model,
        column.draws,
        image,
        label,
        lrp,
        softmax,
        lrpControl,
      ]),
    ),
  }
}
