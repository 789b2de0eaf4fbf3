import { useState } from 'react'
import { useStore } from 'zustand'
import type { BackendReport } from '../../domain/engine.ts'
import { quantityText } from '../../plots/numbers.ts'
import { changeBackend } from '../../store/lab.ts'
import { Popup } from '../controls/Popup.tsx'
import { t } from '../messages.ts'
import { useLab } from '../useLab.tsx'

/** Which backend computes, and what each of them answered to the known question. */
export function BackendBadge() {
  const lab = useLab()
  const backends = useStore(lab.offer.store, (offer) => offer.backends)
  const message = useStore(lab.offer.store, (offer) => offer.backendsMessage)
  const [changing, setChanging] = useState(false)
  const chosen = backends.find((backend) => backend.status === 'chosen')
  const name = chosen?.id.toUpperCase() ?? t.top.backendChecking
  const use = async (id: BackendReport['id']) => {
    setChanging(true)
    await changeBackend(lab, id)
    setChanging(false)
  }
  return (
    <Popup
      triggerClass="badge"
      wide
      trigger={
        <span data-backend={chosen?.id}>
          {message ? '!' : name}
          {chosen && <span aria-hidden="true"> ✓</span>}
        </span>
      }
    >
      <h2 className="popup-title">{t.top.backend}</h2>
      <p>{message ?? t.top.backendIntro}</p>
      <dl className="backends">
        {backends.map((backend) => (
          <Report key={backend.id} report={backend} changing={changing} onUse={() => void use(backend.id)} />
        ))}
      </dl>
    </Popup>
  )
}

interface ReportProps {
  readonly report: BackendReport
  readonly changing: boolean
  readonly onUse: () => void
}

function Report({ report, changing, onUse }: ReportProps) {
  const { id, status, note, error, milliseconds } = report
  const facts = [
    error !== undefined && t.top.backendError(quantityText(error)),
    milliseconds !== undefined && t.top.backendTime(quantityText(milliseconds)),
  ].filter(Boolean)
  return (
    <div className="backend" data-backend-report={id} data-status={status}>
      <dt>
        {id.toUpperCase()} <span className="muted">{t.top.backendStatus[status]}</span>
      </dt>
      <dd>
        {note}
        {facts.length > 0 && <span className="muted"> ({facts.join(', ')})</span>}
      </dd>
      {usable(report) && (
        <dd>
          <button
            type="button"
            className="button"
            disabled={changing}
            aria-label={t.top.backendUseNamed(id.toUpperCase())}
            onClick={onUse}
          >
            {t.top.backendUse}
          </button>
        </dd>
      )}
    </div>
  )
}

/** What was not needed so far answers the known question before it is used, and is left again if it is wrong. */
function usable({ status }: BackendReport): boolean {
  return status === 'available' || status === 'unchecked'
}
