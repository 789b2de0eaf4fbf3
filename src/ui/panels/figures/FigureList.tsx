import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { openFigure } from '../../../store/figures.ts'
import { Listed } from '../../layout/Listed.tsx'
import { useChange, useLab } from '../../useLab.tsx'
import { type Figure, resultsOf } from './figure.ts'
import { figures } from './registry.ts'
import { Sketch } from './Sketch.tsx'
import { words } from './words.ts'

const groups = [
  { title: words.figures, of: figures.filter(({ id }) => !isTable(id)) },
  { title: words.tables, of: figures.filter(({ id }) => isTable(id)) },
]

/** Every figure and table, with a sketch of its kind and how much of it is computed, beside the page of one. */
export function FigureList({ chosen, children }: { chosen: Figure; children: ReactNode }) {
  const make = useChange()
  const computed = useComputed()
  return (
    <Listed
      name="figures"
      label={words.list}
      chosen={
        <>
          <Sketch kind={chosen.body.kind} />
          <span>{chosen.number}</span>
        </>
      }
      choose={words.choose}
      groups={groups.map(({ title, of }) => ({
        title,
        items: of.map((figure) => ({
          id: figure.id,
          data: { 'data-figure-item': figure.id, 'data-computed': computed(figure) },
          content: <Item figure={figure} state={computed(figure)} />,
        })),
      }))}
      current={chosen.id}
      onChoose={(id) => make(openFigure(id))}
    >
      {children}
    </Listed>
  )
}

type Computed = 'done' | 'partly' | 'none'

function Item({ figure, state }: { figure: Figure; state: Computed }) {
  return (
    <>
      <Sketch kind={figure.body.kind} />
      <span className="figures-number">{figure.number}</span>
      <span className="figures-name">{figure.title}</span>
      {state !== 'done' && <span className="figures-state">{words.state[state]}</span>}
    </>
  )
}

/** How much of a figure's results there is. */
function useComputed(): (figure: Figure) => Computed {
  const lab = useLab()
  const list = useStore(lab.resultList.store, (lanes) => lanes.index)
  if (list?.status !== 'done') return () => 'done'
  const complete = new Set(list.result.filter((result) => result.complete).map(({ id }) => id))
  return (figure) => {
    const wanted = resultsOf(figure).flatMap(({ defined, released }) => [defined, released])
    const there = wanted.filter((id) => complete.has(id))
    if (there.length === wanted.length) return 'done'
    return there.length > 0 ? 'partly' : 'none'
  }
}

function isTable(id: string): boolean {
  return id.startsWith('table')
}
