import { quantityText } from '../../../plots/numbers.ts'
import { PictureView } from '../../../plots/PictureView.tsx'
import { Maths } from '../../controls/Maths.tsx'
import { t } from '../../messages.ts'
import { networkName } from '../../wording/networkName.ts'
import { usePixelFocus } from '../usePixelFocus.ts'
import type { Column } from './columns.ts'
import { MapCell } from './MapCell.tsx'

/** The picture as the attack left it. */
export function ImageCell({ column }: { column: Column }) {
  const focus = usePixelFocus()
  const { model, result, stale } = column
  return (
    <MapCell
      column={column}
      figure="image"
      map={
        result && (
          <PictureView
            picture={result.attacked.picture}
            stage="attacked"
            model={model.id}
            label={t.bench.mapName.image(networkName(model))}
            dimmed={stale}
            {...focus}
          />
        )
      }
      facts={
        result && (
          <p>
            <Maths>L</Maths>
            <sub>∞</sub> {quantityText(result.audit.linf)}
          </p>
        )
      }
    />
  )
}
