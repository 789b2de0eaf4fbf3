import { Popover } from '@base-ui/react/popover'
import { useStore } from 'zustand'
import type { BackendReport } from '../../domain/engine.ts'
import { quantityText } from '../../plots/numbers.ts'
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
    <Popover.Root>
      <Popover.Trigger className="badge" data-backend={chosen?.id} openOnHover delay={400}>
        {message ? '!' : name}
        {chosen && <span aria-hidden="true"> ✓</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="menu-positioner">
          <Popover.Popup className="popup note-popup wide">
            <Popover.Title className="popup-title">{t.top.backend}</Popover.Title>
            <p>{message ?? t.top.backendIntro}</p>
            <dl className="backends">
              {backends.map((backend) => (
                <Report key={backend.id} {...backend} />
              ))}
            </dl>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
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
