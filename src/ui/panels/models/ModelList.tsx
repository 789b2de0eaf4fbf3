import type { ReactNode } from 'react'
import { type Catalogue, families, type ModelEntry } from '../../../domain/catalogue.ts'
import { setModel } from '../../../store/changes.ts'
import { ModelMark } from '../../controls/ModelMark.tsx'
import { Listed } from '../../layout/Listed.tsx'
import { useChange } from '../../useLab.tsx'
import { Readout } from '../bench/Readout.tsx'
import { bytesText, percent } from './quantities.ts'
import { groupText } from './sentences.ts'
import { words } from './words.ts'

export interface ModelListProps {
  readonly catalogue: Catalogue
  readonly chosen: ModelEntry
  /** The page of the chosen one. */
  readonly children: ReactNode
}

/** All networks by architecture, beside the page of one. */
export function ModelList({ catalogue, chosen, children }: ModelListProps) {
  const make = useChange()
  return (
    <Listed
      name="models"
      label={words.list}
      chosen={
        <>
          <ModelMark family={chosen.family} />
          <span>{chosen.label}</span>
        </>
      }
      choose={words.choose}
      groups={groupsOf(catalogue).map(({ title, models }) => ({
        title,
        items: models.map((model) => ({
          id: model.id,
          data: { 'data-model': model.id },
          content: <Item model={model} />,
        })),
      }))}
      current={chosen.id}
      onChoose={(id) => make(setModel(id))}
    >
      {children}
    </Listed>
  )
}

function Item({ model: { id, family, label, protocol, draws, bytes, accuracy } }: { model: ModelEntry }) {
  return (
    <>
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
    </>
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

function byProtocolAndFamily(a: ModelEntry, b: ModelEntry): number {
  const rank = ({ protocol, family }: ModelEntry) =>
    (protocol === 'released' ? families.length : 0) + families.indexOf(family)
  return rank(a) - rank(b)
}
