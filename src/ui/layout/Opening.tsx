import { t } from '../messages.ts'
import { useLab } from '../useLab.tsx'

/** What stands in the middle before the engine has said what it can do, or why it cannot. */
export function Opening({ message }: { message: string | null }) {
  const lab = useLab()
  if (message === null) return <p className="opening">{t.opening}</p>
  return (
    <div className="opening" role="alert">
      <p>{t.noCatalogue}</p>
      <p className="complaint">{message}</p>
      <button type="button" className="button" onClick={() => void lab.offer.load()}>
        {t.tryAgain}
      </button>
    </div>
  )
}
