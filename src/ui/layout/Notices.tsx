import { useStore } from 'zustand'
import { t } from '../messages.ts'
import { useLab } from '../useLab.tsx'

/** Sentences that concern no single figure: a link's bad value, a control's refusal. */
export function Notices() {
  const lab = useLab()
  const notices = useStore(lab.notices.store)
  return (
    <ul className="notices" aria-label={t.notices} aria-live="polite">
      {notices.map(({ id, text }) => (
        <li key={id} className="notice" data-notice={id}>
          <span>{text}</span>
          <button type="button" className="button quiet" onClick={() => lab.notices.dismiss(id)}>
            {t.dismiss}
          </button>
        </li>
      ))}
    </ul>
  )
}
