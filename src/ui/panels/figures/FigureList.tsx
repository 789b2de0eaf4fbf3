import { type ReactNode, useEffect } from 'react'
import { useStore } from 'zustand'
import { openFigure } from '../../../store/figures.ts'
import { lastResult } from '../../../store/lanes.ts'
import { openResultList } from '../../../store/resultIndex.ts'
import { openResults } from '../../../store/results.ts'
import { Listed } from '../../layout/Listed.tsx'
import { useChange, useLab } from '../../useLab.tsx'
import { type Figure, resultsOf } from './figure.ts'
import { Preview } from './Preview.tsx'
import { figures } from './registry.ts'
import { words } from './words.ts'

/** Bytes of a result that a small picture in a list is worth. */
const cheap = 150_000

const groups = [
  { title: words.figures, of: figures.filter(({ id }) => !isTable(id)) },
  { title: words.tables, of: figures.filter(({ id }) => isTable(id)) },
]

/** Every figure and table, small, and how much of it is computed, beside the page of one. */
export function FigureList({ chosen, children }: { chosen: Figure; children: ReactNode }) {
  const make = useChange()
  const computed = useComputed()
  useHeatmaps()
  return (
    <Listed
      name="figures"
      label={words.list}
      chosen={
        <>
          <Preview figure={chosen} />
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

/** The few heatmaps are small enough to be fetched for the list alone. */
function useHeatmaps(): void {
  const { resultList, pictures } = useLab()
  const list = useStore(resultList.store, (lanes) => lanes.index)
  const listed = lastResult(list)
  useEffect(() => openResultList(resultList), [resultList])
  useEffect(() => {
    const ids = listed?.filter(({ kind, bytes }) => kind === 'picture' && bytes <= cheap).map(({ id }) => id)
    if (ids) openResults(pictures, ids)
  }, [listed, pictures])
}

type Computed = 'done' | 'partly' | 'none'

function Item({ figure, state }: { figure: Figure; state: Computed }) {
  return (
    <>
      <Preview figure={figure} />
      <span className="figures-number">{figure.number}</span>
      <span className="figures-name">{unbroken(figure.title)}</span>
      {state !== 'done' && <span className="figures-state">{words.state[state]}</span>}
    </>
  )
}

/** How much of a figure's results there is. */
function useComputed(): (figure: Figure) => Computed {
  const lab = useLab()
  const list = useStore(lab.resultList.store, (lanes) => lanes.index)
  if (list?.status !== 'done') return () => 'done' // nothing is said of what is not known
  const complete = new Set(list.result.filter((result) => result.complete).map(({ id }) => id))
  return (figure) => {
    const wanted = resultsOf(figure).flatMap(({ defined, released }) => [defined, released])
    const there = wanted.filter((id) => complete.has(id))
    if (there.length === wanted.length) return 'done'
    return there.length > 0 ? 'partly' : 'none'
  }
}

/** With hyphens that no line ends at: "top-k" and "Fashion-MNIST" are one word. */
function unbroken(title: string): string {
  return title.replaceAll('-', '\u2011')
}

function isTable(id: string): boolean {
  return id.startsWith('table')
}
