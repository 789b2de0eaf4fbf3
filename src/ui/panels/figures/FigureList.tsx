import { useId, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { openFigure } from '../../../store/figures.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { useMedia } from '../../useMedia.ts'
import { type Figure, resultsOf } from './figure.ts'
import { figures } from './registry.ts'
import { Sketch } from './Sketch.tsx'
import { words } from './words.ts'

const groups = [
  { title: words.figures, of: figures.filter(({ id }) => !isTable(id)) },
  { title: words.tables, of: figures.filter(({ id }) => isTable(id)) },
]

/** Every figure and table, with a sketch of its kind and how much of it is computed; folded away on a small screen. */
export function FigureList({ chosen }: { chosen: Figure }) {
  const id = useId()
  const narrow = useMedia('(max-width: 760px)')
  const [open, setOpen] = useState(false)
  const fold = useRef<HTMLButtonElement>(null)
  const onChoose = () => {
    setOpen(false)
    fold.current?.focus()
  }
  return (
    <nav className="figures-list" aria-label={words.list}>
      {narrow && (
        <button
          ref={fold}
          type="button"
          className="figures-fold"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <Sketch kind={chosen.body.kind} />
          <span>{chosen.number}</span>
          <span className="figures-fold-more">{words.choose}</span>
        </button>
      )}
      <div id={id} hidden={narrow && !open}>
        {groups.map(({ title, of }) => (
          <section key={title}>
            <h2 className="figures-group">{title}</h2>
            <ul>
              {of.map((figure) => (
                <li key={figure.id}>
                  <Item figure={figure} current={figure.id === chosen.id} onChoose={onChoose} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  )
}

interface ItemProps {
  readonly figure: Figure
  readonly current: boolean
  readonly onChoose: () => void
}

function Item({ figure, current, onChoose }: ItemProps) {
  const make = useChange()
  const state = useComputed(figure)
  return (
    <button
      type="button"
      className="figures-item"
      data-figure-item={figure.id}
      data-computed={state}
      aria-current={current ? 'page' : undefined}
      onClick={() => {
        make(openFigure(figure.id))
        onChoose()
      }}
    >
      <Sketch kind={figure.body.kind} />
      <span className="figures-number">{figure.number}</span>
      <span className="figures-name">{figure.title}</span>
      {state !== 'done' && <span className="figures-state">{words.state[state]}</span>}
    </button>
  )
}

/** How much of a figure's results there is. */
function useComputed(figure: Figure): 'done' | 'partly' | 'none' {
  const lab = useLab()
  const list = useStore(lab.resultList.store, (lanes) => lanes.index)
  const wanted = resultsOf(figure).flatMap(({ defined, released }) => [defined, released])
  if (list?.status !== 'done') return 'done'
  const there = wanted.filter((id) => list.result.some((result) => result.id === id && result.complete))
  if (there.length === wanted.length) return 'done'
  return there.length > 0 ? 'partly' : 'none'
}

function isTable(id: string): boolean {
  return id.startsWith('table')
}
