import type { SymmetricScale } from '../../../../domain/scale.ts'
import type { Frame } from '../../../../domain/trial.ts'
import { Heatmap } from '../../../../plots/Heatmap.tsx'
import { probabilityText, quantityText, shareText } from '../../../../plots/numbers.ts'
import { PictureView } from '../../../../plots/PictureView.tsx'
import { Maths } from '../../../controls/Maths.tsx'
import { t } from '../../../messages.ts'
import { networkName } from '../../../wording/networkName.ts'
import { usePixelFocus } from '../../usePixelFocus.ts'
import type { Column } from '../columns.ts'
import { Readout } from '../Readout.tsx'

export interface FilmFrameProps {
  readonly frame: Frame
  /** The clean image. */
  readonly first: Frame
  readonly column: Column
  readonly scale: SymmetricScale
  readonly stale: boolean
  /** Of the whole attack. */
  readonly steps: number
}

/** The frame in view, as large as the maps above: image, heatmap and what is measured on them. */
export function FilmFrame({ frame, first, column, scale, stale, steps }: FilmFrameProps) {
  const focus = usePixelFocus()
  const { model, dataset } = column
  const { picture, heatmap } = frame
  const step = t.film.step(frame.step, steps)
  return (
    <div className="film-frame" data-step={frame.step}>
      <div>
        <PictureView
          picture={picture}
          stage="film"
          model={model.id}
          label={`${t.bench.mapName.image(networkName(model))}, ${step}`}
          dimmed={stale}
          {...focus}
        />
      </div>
      <div>
        <Heatmap
          values={heatmap.mean}
          shape={picture.shape}
          scale={scale}
          stage="film"
          model={model.id}
          label={`${t.bench.mapName.attacked(networkName(model))}, ${step}`}
          dimmed={stale}
          {...focus}
        />
      </div>
      <Measured {...{ frame, first, model: model.id, classes: dataset.classes, steps }} />
    </div>
  )
}

interface MeasuredProps extends Pick<FilmFrameProps, 'frame' | 'first' | 'steps'> {
  readonly model: string
  readonly classes: readonly string[]
}

function Measured({ frame, first, model, classes, steps }: MeasuredProps) {
  const { prediction, metrics, linf, l2, step } = frame
  const name = (index: number) => classes[index] ?? String(index)
  const { class: winner } = prediction
  const changed = winner !== first.prediction.class
  const metric = (id: string, label: string) => (
    <p>
      {label}{' '}
      <Readout name={`film-${id}`} model={model} value={metrics[id] ?? null}>
        {shareText(metrics[id] ?? Number.NaN)}
      </Readout>
    </p>
  )
  return (
    <div className="film-facts">
      <p>
        <b>
          <Readout name="film-step" model={model} value={step}>
            {t.film.step(step, steps)}
          </Readout>
        </b>
      </p>
      <p data-changed={changed}>
        {t.control.predicts}{' '}
        <Readout name="film-prediction" model={model} value={winner}>
          {name(winner)} {probabilityText(prediction.probabilities[winner] ?? 0)}
        </Readout>
        {changed && ` ${t.film.insteadOf(name(first.prediction.class))}`}
      </p>
      {metric('lrp-robustness', t.control.lrp)}
      {metric('softmax-robustness', t.control.softmax)}
      <p>
        <Maths>L</Maths>
        <sub>∞</sub>{' '}
        <Readout name="film-linf" model={model} value={linf}>
          {quantityText(linf)}
        </Readout>{' '}
        <Maths>L</Maths>
        <sub>2</sub>{' '}
        <Readout name="film-l2" model={model} value={l2}>
          {quantityText(l2)}
        </Readout>
      </p>
    </div>
  )
}
