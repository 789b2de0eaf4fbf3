import { modelStyles } from '../../../plots/modelStyle.ts'
import { ProgressHairline } from '../../../plots/ProgressHairline.tsx'
import { removeModel } from '../../../store/changes.ts'
import { ModelMark } from '../../controls/ModelMark.tsx'
import { t } from '../../messages.ts'
import { useChange } from '../../useLab.tsx'
import { doingText } from '../../wording/doing.ts'
import type { Column } from './columns.ts'

/** Which network a column is, and how far it has come. */
export function ColumnHead({ column, removable }: { column: Column; removable: boolean }) {
  const make = useChange()
  const { model, lane } = column
  const progress = lane?.status === 'running' ? (lane.progress ?? { step: 0, of: 0 }) : null
  return (
    <th scope="col" className="column-head" data-column={model.id} data-lane={lane?.status ?? 'idle'}>
      <ProgressHairline progress={progress} />
      <div className="column-name" style={{ color: modelStyles[model.family].color }}>
        <ModelMark family={model.family} />
        <span>{model.label}</span>
        {removable && (
          <button
            type="button"
            className="remove"
            aria-label={t.bench.remove(model.label)}
            onClick={() => make(removeModel(model.id))}
          >
            ×
          </button>
        )}
      </div>
      <div className="column-note">{noteOf(column)}</div>
    </th>
  )
}

/** While it computes, what it is doing; else what it is, from the result's own request. */
function noteOf({ model, lane, result }: Column): string {
  if (lane?.status === 'failed') return t.bench.failed
  const doing = lane?.status === 'running' ? doingText(lane.progress, model.id) : undefined
  const draws = result?.request.draws
  const facts = [
    t.bench.architecture(model.architecture, model.hidden),
    draws !== undefined && t.bench.draws(draws),
  ]
  return doing ?? facts.filter(Boolean).join(' · ')
}
