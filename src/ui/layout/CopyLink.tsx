import { Popover } from '@base-ui/react/popover'
import { useRef, useState } from 'react'
import { t } from '../messages.ts'

/** Copies the address, which holds the whole scene, and shows it for those whose browser will not copy. */
export function CopyLink() {
  const [address, setAddress] = useState('')
  const [copied, setCopied] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  async function onOpenChange(open: boolean) {
    if (!open) return setCopied(false)
    setAddress(window.location.href)
    try {
      await navigator.clipboard.writeText(window.location.href)
      setCopied(true)
    } catch {
      setCopied(false) // the field below is there to copy from
    }
  }
  return (
    <Popover.Root onOpenChange={(open) => void onOpenChange(open)}>
      <Popover.Trigger className="button quiet">{t.top.link}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="menu-positioner">
          <Popover.Popup className="popup note-popup wide" initialFocus={field}>
            <Popover.Title className="popup-title" aria-live="polite">
              {copied ? t.top.linkCopied : t.top.link}
            </Popover.Title>
            <p>{t.top.linkHelp}</p>
            <input
              ref={field}
              className="link-field"
              readOnly
              aria-label={t.top.link}
              value={address}
              onFocus={(event) => event.target.select()}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
