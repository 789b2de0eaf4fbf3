import { useRef } from 'react'
import type { ModelEntry } from '../../../domain/catalogue.ts'
import type { ModelCard } from '../../../domain/modelCard.ts'
import { openInBench, openInLayers } from '../../../store/changes.ts'
import { type Lane, lastResult } from '../../../store/lanes.ts'
import { ExportMenu } from '../../controls/ExportMenu.tsx'
import { ModelMark } from '../../controls/ModelMark.tsx'
import { t } from '../../messages.ts'
import { useChange } from '../../useLab.tsx'
import { Calibration } from './Calibration.tsx'
import { Chains } from './Chains.tsx'
import { cardCaption, cardTable } from './cardExport.ts'
import { Files } from './Files.tsx'
import { Saturation } from './Saturation.tsx'
import { Scores } from './Scores.tsx'
import { aboutSentence, shapeText } from './sentences.ts'
import { Training } from './Training.tsx'
import { words } from './words.ts'

export interface CardPageProps {
  readonly model: ModelEntry
  /** The data set's label. */
  readonly dataset: string
  readonly lane: Lane<string, ModelCard> | undefined
  readonly onRetry: () => void
}

/** One network as a page of a paper: what it is, what it is worth, how it came about. */
export function CardPage({ model, dataset, lane, onRetry }: CardPageProps) {
  const card = lastResult(lane)
  const page = useRef<HTMLElement>(null)
  return (
    <article ref={page} className="card" data-card={model.id} data-lane={lane?.status ?? 'idle'}>
      <header className="card-head">
        <h2 className="card-title">
          <ModelMark family={model.family} /> {model.label}
        </h2>
        <p className="card-kind">
          {dataset} · {shapeText(model)} · <code>{model.id}</code>
        </p>
        <p className="card-about">{aboutSentence(model, dataset, card)}</p>
        <div className="row">
          <Elsewhere model={model} />
          {card && (
            <ExportMenu
              name={model.id}
              title={model.id}
              picture={page}
              caption={() => cardCaption(card, `${model.label}, ${dataset}`)}
              table={() => cardTable(card)}
              json={() => card}
            />
          )}
        </div>
      </header>
      {lane?.status === 'failed' && (
        <div className="card-failed" role="alert">
          <p>{words.failed}</p>
          <p className="complaint">{lane.message}</p>
          <button type="button" className="button" onClick={onRetry}>
            {t.tryAgain}
          </button>
        </div>
      )}
      {lane?.status !== 'failed' && !card && <p className="muted">{words.reading}</p>}
      {card && <Body card={card} model={model} />}
    </article>
  )
}

function Elsewhere({ model }: { model: ModelEntry }) {
  const make = useChange()
  return (
    <p className="row">
      <button type="button" className="button primary" onClick={() => make(openInBench(model.id))}>
        {words.openInBench}
      </button>
      <button type="button" className="button" onClick={() => make(openInLayers(model.id))}>
        {words.openInLayers}
      </button>
    </p>
  )
}

function Body({ card, model }: { card: ModelCard; model: ModelEntry }) {
  return (
    <>
      <Scores card={card} />
      {card.notes.length > 0 && (
        <section className="card-part">
          <h3>{words.notes}</h3>
          <ul className="card-notes">
            {card.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
      <Calibration card={card} family={model.family} />
      <Saturation card={card} family={model.family} />
      <Chains card={card} family={model.family} />
      <Training card={card} family={model.family} />
      <Files card={card} />
    </>
  )
}
