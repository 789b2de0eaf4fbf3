import { shareText } from '../../../plots/numbers.ts'
import { PictureView } from '../../../plots/PictureView.tsx'
import { t } from '../../messages.ts'
import { networkName } from '../../wording/networkName.ts'
import { usePixelFocus } from '../usePixelFocus.ts'
import type { Column } from './columns.ts'
import { MapCell } from './MapCell.tsx'
import { Readout } from './Readout.tsx'

/** What a random pattern of the same size would have done: the attack must beat this to mean anything. */
export function ControlCell({ column }: { column: Column }) {
  const focus = usePixelFocus()
  const { model, result, stale } = column
  return (
    <MapCell
      column={column}
      map={
        result && (
          <PictureView
            picture={result.control.picture}
            stage="control"
            model={model.id}
            label={t.bench.mapName.pattern(networkName(model))}
            dimmed={stale}
            {...focus}
          />
        )
      }
      facts={<ControlFacts column={column} />}
    />
  )
}

const controlMetrics = [
  { name: 'lrp-robustness', label: t.control.lrp },
  { name: 'softmax-robustness', label: t.control.softmax },
]

function ControlFacts({ column: { result, model, dataset } }: { column: Column }) {
  if (!result) return null
  const { metrics, prediction } = result.control
  return (
    <>
      <p>
        {t.control.predicts}{' '}
        <Readout name="control-prediction" model={model.id} value={prediction.class}>
          {dataset.classes[prediction.class]}
        </Readout>
      </p>
      {controlMetrics.map(({ name, label }) => {
        const value = metrics[name]
        return (
          value !== undefined && (
            <p key={name}>
              {label}{' '}
              <Readout name={`control-${name}`} model={model.id} value={value}>
                {shareText(value)}
              </Readout>
            </p>
          )
        )
      })}
    </>
  )
}
