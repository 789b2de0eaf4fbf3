import type { ReactNode } from 'react'
import type { ProtocolId } from '../../../domain/conventions.ts'
import { t } from '../../messages.ts'
import { Command } from '../models/Command.tsx'
import type { Found } from './useFiles.ts'
import { words } from './words.ts'

export interface SideProps<F> {
  readonly protocol: ProtocolId
  readonly experiment: string
  readonly found: Found<F>
  readonly children: (file: F) => ReactNode
}

/** A figure in one reading of the paper: drawn from its result, or the command that makes it. */
export function Side<F>({ protocol, experiment, found, children }: SideProps<F>) {
  return (
    <section className="figure-side" data-side={protocol} data-result={experiment} data-found={found.status}>
      <h4 className="figure-protocol">
        {words.protocol[protocol]} <span className="note">{words.protocolNote[protocol]}</span>
      </h4>
      {found.status === 'reading' && <p className="muted">{words.reading}</p>}
      {found.status === 'missing' && (
        <p className="figure-missing">
          {words.missing} <Command text={words.command(experiment)} />
        </p>
      )}
      {found.status === 'failed' && (
        <div className="figure-failed" role="alert">
          <p>{words.failed}</p>
          <p className="complaint">{found.message}</p>
          <button type="button" className="button" onClick={found.retry}>
            {t.tryAgain}
          </button>
        </div>
      )}
      {found.status === 'there' && children(found.file)}
    </section>
  )
}
