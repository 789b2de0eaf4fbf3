import { useMemo } from 'react'
import { reachToTell } from '../../../domain/scale.ts'
import type { Heatmap as Relevance } from '../../../domain/trial.ts'
import { Heatmap } from '../../../plots/Heatmap.tsx'
import { quantityText } from '../../../plots/numbers.ts'
import { Maths } from '../../controls/Maths.tsx'
import { t } from '../../messages.ts'
import { differenceOf } from '../../wording/difference.ts'
import { networkName } from '../../wording/networkName.ts'
import { usePixelFocus } from '../usePixelFocus.ts'
import { type Column, type ExplanationRow, type MapRow, relevanceOf, stageOf } from './columns.ts'
import { MapCell } from './MapCell.tsx'
import { Readout } from './Readout.tsx'

/** Relevance before, after, what changed, or what a random pattern makes of it. */
export function HeatmapCell({ column, row }: { column: Column; row: MapRow }) {
  const focus = usePixelFocus()
  const { model, result, stale } = column
  const values = result && relevanceOf(row, result)
  const scale = column.scales[row]
  const reach = useMemo(
    () => (values ? reachToTell(values, scale, column.scope) : null),
    [values, scale, column.scope],
  )
  const map = result && values && (
    <Heatmap
      values={values}
      shape={result.request.picture.shape}
      scale={scale}
      stage={row}
      model={model.id}
      label={t.bench.mapName[row](networkName(model))}
      dimmed={stale}
      {...focus}
    />
  )
  return (
    <MapCell
      column={column}
      {...(row === 'clean' || row === 'attacked' ? { figure: row } : {})}
      map={map}
      facts={
        <>
          {result && row !== 'difference' && (
            <Conservation column={column} row={row} heatmap={stageOf(row, result).heatmap} />
          )}
          {result && row === 'difference' && <Changed column={column} />}
          {reach !== null && (
            <p>{t.bench[column.scope === 'map' ? 'ownRange' : 'faint'](quantityText(reach))}</p>
          )}
        </>
      }
    />
  )
}

/** Σ R of what LRP started from, and the class it explains. */
function Conservation({ column, row, heatmap }: { column: Column; row: ExplanationRow; heatmap: Relevance }) {
  const { classes } = column.dataset
  const { explained, total, start } = heatmap
  return (
    <>
      {explained && explained.class === column.result?.clean.heatmap.explained?.class && (
        <p>{t.bench.explains(classes[explained.class] ?? String(explained.class), explained.share)}</p>
      )}
      <p title={t.bench.sumHelp}>
        <Maths>Σ R</Maths>{' '}
        <Readout name={`sum-${row}`} model={column.model.id} value={total}>
          {t.bench.sum(quantityText(total), quantityText(start))}
        </Readout>
      </p>
    </>
  )
}

function Changed({ column: { result, model } }: { column: Column }) {
  const share = result && differenceOf(result).share
  if (share === null) return null
  return (
    <p>
      <Maths>Σ|Δ|</Maths>
      <Readout name="relevance-change" model={model.id} value={share}>
        {t.bench.changeShare(quantityText(share))}
      </Readout>
      <Maths>Σ|R|</Maths>
    </p>
  )
}
