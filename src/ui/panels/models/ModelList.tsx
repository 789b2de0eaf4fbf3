import { useId, useRef, useState } from 'react'
import type { Catalogue, ModelEntry } from '../../../domain/catalogue.ts'
import { setModel } from '../../../store/changes.ts'
import { ModelMark } from '../../controls/ModelMark.tsx'
import { useChange } from '../../useLab.tsx'
import { useMedia } from '../../useMedia.ts'
import { Readout } from '../bench/Readout.tsx'
import { bytesText, percent } from './quantities.ts'
import { groupText } from './sentences.ts'
import { words } from './words.ts'

export interface ModelListProps {
  readonly catalogue: Catalogue
  readonly chosen: ModelEntry
}

/** All networks by architecture; on a small screen folded away until it is asked for. */
export function ModelList({ catalogue, chosen }: ModelListProps) {
  const id = useId()
  const narrow = useMedia('(max-width: 760px)')
  const [open, setOpen] = useState(false)
  const fold = useRef<HTMLButtonElement>(null)
  const onChoose = () => {
    setOpen(false)
    fold.current?.focus()
  }
  return (
    <nav className="models-list" aria-label={words.list}>
      {narrow && (
        <button
          ref={fold}
          type="button"
          className="models-fold"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <ModelMark family={chosen.family} />
          <span>{chosen.label}</span>
          <span className="models-fold-more">{words.choose}</span>
        </button>
      )}
      <div id={id} hidden={narrow && !open}>
        {groupsOf(catalogue).map(({ title, models }) => (
          <section key={title}>
            <h2 className="models-group">{title}</h2>
            <ul>
              {models.map((model) => (
                <li key={model.id}>
                  <Item model={model} current={model.id === chosen.id} onChoose={onChoose} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  )
}

function Item({ model, current, onChoose }: { model: ModelEntry; current: boolean; onChoose: () => void }) {
  const make = useChange()
  const { id, family, label, protocol, draws, bytes, accuracy } = model
  return (
    <button
      type="button"
      className="models-item"
      data-model={id}
      aria-current={current ? 'page' : undefined}
      onClick={() => {
        make(setModel(id))
        onChoose()
      }}
    >
      <ModelMark family={family} />
      <span className="models-name">{label}</span>
      <span className="models-accuracy">
        <Readout name="listed-accuracy" model={id} value={accuracy}>
          {percent(accuracy, 1)} %
        </Readout>
      </span>
      <span className="models-facts">
        {[words.protocol[protocol], words.draws(draws), bytesText(bytes)].join(' · ')}
      </span>
    </button>
  )
}

/** Networks of one data set and one shape, the largest group first; in it, the paper's protocol first. */
function groupsOf({ datasets, models }: Catalogue) {
  const groups = new Map<string, ModelEntry[]>()
  for (const dataset of datasets)
    for (const model of models.filter((each) => each.dataset === dataset.id)) {
      const title = `${dataset.label} · ${groupText(model)}`
      groups.set(title, [...(groups.get(title) ?? []), model])
    }
  return [...groups]
    .map(([title, of]) => ({ title, models: of.toSorted(byProtocolAndFamily) }))
    .toSorted((a, b) => b.models.length - a.models.length)
}

const families = ['det', 'adv', 'vi', 'hmc']

function byProtocolAndFamily(a: ModelEntry, b: ModelEntry): number {
  const rank = ({ protocol, family }: ModelEntry) =>
    (protocol === 'released' ? families.length : 0) + families.indexOf(family)
  return rank(a) - rank(b)
}
