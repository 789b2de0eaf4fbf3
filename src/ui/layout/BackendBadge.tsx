import { useStore } from 'zustand'
import type { BackendReport } from '../../domain/engine.ts'
import { quantityText } from '../../plots/numbers.ts'
import { Popup } from '../controls/Popup.tsx'
import { t } from '../messages.ts'
import { useLab } from '../useLab.tsx'

/** Which backend computes, and what each of them answered to the known question. */
export function BackendBadge() {
  const lab = useLab()
  const backends = useStore(lab.offer.store, (offer) => offer.backends)
  const message = useStore(lab.offer.store, (offer) => offer.backendsMessage)
  const chosen = backends.find((backend) => backend.status === 'chosen')
  const name = chosen?.id.toUpperCase() ?? t.top.backendChecking
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
          <Report key={backend.id} {...backend} />
        ))}
      </dl>
    </Popup>
  )
}

function Report({ id, status, note, error, milliseconds }: BackendReport) {
  const facts = [
    error !== undefined && t.top.backendError(quantityText(error)),
    milliseconds !== undefined && t.top.backendTime(quantityText(milliseconds)),
  ].filter(Boolean)
  return (
    <div data-backend-report={id} data-status={status}>
      <dt>
        {id.toUpperCase()} <span className="muted">{t.top.backendStatus[status]}</span>
      </dt>
      <dd>
        {note}
        {facts.length > 0 && <span className="muted"> ({facts.join(', ')})</span>}
      </dd>
    </div>
  )
}
