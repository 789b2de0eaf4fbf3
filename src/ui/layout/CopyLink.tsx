import { useRef, useState } from 'react'
import { Popup } from '../controls/Popup.tsx'
import { t } from '../messages.ts'

/** Copies the address, which holds the whole scene, and shows it for those whose browser will not copy. */
export function CopyLink() {
  const [address, setAddress] = useState('')
  const [copied, setCopied] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  async function onOpen() {
    setAddress(window.location.href)
    setCopied(false)
    field.current?.focus()
    try {
      await navigator.clipboard.writeText(window.location.href)
      setCopied(true)
    } catch {
      field.current?.select() // to be copied by hand
    }
  }
  return (
    <Popup trigger={t.top.link} triggerClass="button quiet" wide onOpen={() => void onOpen()}>
      <h2 className="popup-title" aria-live="polite">
        {copied ? t.top.linkCopied : t.top.link}
      </h2>
      <p>{t.top.linkHelp}</p>
      <input
        ref={field}
        className="link-field"
        readOnly
        aria-label={t.top.link}
        value={address}
        onFocus={(event) => event.target.select()}
      />
    </Popup>
  )
}
