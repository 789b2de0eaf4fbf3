import type { Prediction } from '../../../domain/trial.ts'
import { probabilityText } from '../../../plots/numbers.ts'
import { ProbabilityBars } from '../../../plots/ProbabilityBars.tsx'
import { t } from '../../messages.ts'
import type { Column } from './columns.ts'

/** What the network says, before and after. */
export function PredictionCell({ column }: { column: Column }) {
  const { model, dataset, result, stale, warnings } = column
  if (!result) return <div className="prediction-waiting" />
  const { clean, attacked, request } = result
  return (
    <div className="prediction">
      <p className="verdicts">
        <Verdict prediction={clean.prediction} column={column} name="prediction-before" />
        <span aria-hidden="true">{t.bench.arrow}</span>
        <Verdict prediction={attacked.prediction} column={column} name="prediction-after" />
      </p>
      <ProbabilityBars
        classes={dataset.classes}
        before={clean.prediction}
        after={attacked.prediction}
        model={model.id}
        label={t.bench.predictionName(model.label)}
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

interface VerdictProps {
  readonly prediction: Prediction
  readonly column: Column
  readonly name: string
}

function Verdict({ prediction, column, name }: VerdictProps) {
  const probability = prediction.probabilities[prediction.class] ?? 0
  return (
    <span className="verdict" data-readout={name} data-model={column.model.id} data-value={prediction.class}>
      <b>{column.dataset.classes[prediction.class]}</b> <small>{probabilityText(probability)}</small>
    </span>
  )
}
