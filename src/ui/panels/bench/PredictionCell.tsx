import { areWords } from '../../../domain/classNames.ts'
import type { Prediction } from '../../../domain/trial.ts'
import { probabilityText } from '../../../plots/numbers.ts'
import { ProbabilityBars } from '../../../plots/ProbabilityBars.tsx'
import { t } from '../../messages.ts'
import { useLab } from '../../useLab.tsx'
import { networkName } from '../../wording/networkName.ts'
import type { Column } from './columns.ts'

/** What the network says, before and after. */
export function PredictionCell({ column }: { column: Column }) {
  const { model, dataset, lane, result, stale, warnings } = column
  if (lane?.status === 'failed') return <Failure model={model.id} message={lane.message} />
  if (!result) return <div className="prediction-waiting" />
  const { clean, attacked, request } = result
  return (
    <div className="prediction">
      <p className="verdicts" data-words={areWords(dataset.classes)}>
        <Verdict prediction={clean.prediction} column={column} name="prediction-before" />
        <span aria-hidden="true">{t.bench.arrow}</span>
        <Verdict prediction={attacked.prediction} column={column} name="prediction-after" />
      </p>
      <ProbabilityBars
        classes={dataset.classes}
        before={clean.prediction}
        after={attacked.prediction}
        model={model.id}
        label={t.bench.predictionName(networkName(model))}
        truth={request.label}
        dimmed={stale}
      />
      {warnings
        .filter((warning) => warning.figure === 'prediction')
        .map(({ text }) => (
          <p key={text} className="warning">
            {text}
          </p>
        ))}
    </div>
  )
}

/** In place of the answer: what went wrong; the figures below it are those of the last one. */
function Failure({ model, message }: { model: string; message: string }) {
  const lab = useLab()
  return (
    <div className="column-error" role="alert">
      <p>{message}</p>
      <button type="button" className="button" onClick={() => void lab.trials.retry(model)}>
        {t.tryAgain}
      </button>
    </div>
  )
}

interface VerdictProps {
  readonly prediction: Prediction
  readonly column: Column
  readonly name: string
}

function Verdict({ prediction, column, name }: VerdictProps) {
  const probability = prediction.probabilities[prediction.class] ?? 0
  return (
    <span className="verdict" data-readout={name} data-model={column.model.id} data-value={prediction.class}>
      <b>{column.dataset.classes[prediction.class]}</b>{' '}
      <small>{probability >= 1 ? '1.00' : probabilityText(probability)}</small>
    </span>
  )
}
