import { OverlapMap } from '../../../plots/OverlapMap.tsx'
import { t } from '../../messages.ts'
import { networkName } from '../../wording/networkName.ts'
import { usePixelFocus } from '../usePixelFocus.ts'
import type { Column } from './columns.ts'
import { MapCell } from './MapCell.tsx'
import { Readout } from './Readout.tsx'

/** Which of the most relevant pixels are the same before and after. */
export function OverlapCell({ column }: { column: Column }) {
  const focus = usePixelFocus()
  const { model, result, stale } = column
  return (
    <MapCell
      column={column}
      figure="overlap"
      map={
        result && (
          <OverlapMap
            overlap={result.overlap}
            picture={result.clean.picture}
            model={model.id}
            label={t.bench.mapName.overlap(networkName(model))}
            dimmed={stale}
            {...focus}
          />
        )
      }
      facts={
        result && (
          <p>
            <Readout name="common" model={model.id} value={result.overlap.common}>
              {t.bench.common(result.overlap.common, result.overlap.size)}
            </Readout>
          </p>
        )
      }
    />
  )
}
