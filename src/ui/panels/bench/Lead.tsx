import { t } from '../../messages.ts'
import { leadSentence } from '../../wording/lead.ts'
import type { Column } from './columns.ts'

export interface LeadProps {
  /** The sentence is about the first column. */
  readonly column: Column
  /** Some column is still at work: nothing is announced yet. */
  readonly computing: boolean
  readonly onWhy: () => void
}

/** The result in one breath, for those who see this for the first time. */
export function Lead({ column, computing, onWhy }: LeadProps) {
  const { result, model, dataset, lane } = column
  const sentence = result ? leadSentence(result, model.family, dataset.classes) : null
  const failed = lane?.status === 'failed'
  return (
    <div className="lead" data-stale={column.stale}>
      <p>
        <span>{failed ? t.lead.failed(t.lead.network[model.family]) : (sentence ?? t.lead.waiting)}</span>{' '}
        {result && !failed && (
          <button type="button" className="link-button" onClick={onWhy}>
            {t.lead.why}
          </button>
        )}
      </p>
      <p className="spoken" aria-live="polite" data-live="result">
        {!computing && sentence}
      </p>
    </div>
  )
}
