import type { ReactNode } from 'react'
import type { ModelCard } from '../../../domain/modelCard.ts'
import { wilsonInterval } from '../../../domain/wilson.ts'
import { Readout } from '../bench/Readout.tsx'
import { percent, quantity, wholeNumber } from './quantities.ts'
import { words } from './words.ts'

const w = words.scores

/** The four numbers a network is judged by. */
export function Scores({ card: { id, evaluation } }: { card: ModelCard }) {
  const { images, draws, accuracy, fgsm, negativeLogLikelihood, expectedCalibrationError } = evaluation
  const share = (name: string, value: number) => (
    <Score name={name} model={id} value={value} unit="%" note={intervalText(value, images)}>
      {percent(value)}
    </Score>
  )
  return (
    <section className="card-part" aria-label={w.title}>
      <dl className="card-scores">
        <div>
          <dt>{w.accuracy}</dt>
          {share('accuracy', accuracy)}
        </div>
        <div>
          <dt>{w.fgsm(quantity(fgsm.budget))}</dt>
          {share('accuracy-fgsm', fgsm.accuracy)}
        </div>
        <div>
          <dt>{w.likelihood}</dt>
          <Score
            name="negative-log-likelihood"
            model={id}
            value={negativeLogLikelihood}
            unit={w.nats}
            note={w.likelihoodNote}
          >
            {negativeLogLikelihood.toFixed(3)}
          </Score>
        </div>
        <div>
          <dt>{w.calibration}</dt>
          <Score
            name="calibration-error"
            model={id}
            value={expectedCalibrationError}
            unit="%"
            note={w.calibrationNote}
          >
            {percent(expectedCalibrationError)}
          </Score>
        </div>
      </dl>
      <p className="note">{w.caption(wholeNumber(images), draws)}</p>
    </section>
  )
}

interface ScoreProps {
  readonly name: string
  readonly model: string
  readonly value: number
  readonly unit: string
  readonly note: string
  readonly children: ReactNode
}

function Score({ name, model, value, unit, note, children }: ScoreProps) {
  return (
    <>
      <dd className="card-score">
        <Readout name={name} model={model} value={value}>
          {children}
        </Readout>{' '}
        <span className="unit">{unit}</span>
      </dd>
      <dd className="note">{note}</dd>
    </>
  )
}

function intervalText(share: number, images: number): string {
  const [low, high] = wilsonInterval(share, images)
  return w.interval(percent(low), percent(high))
}
