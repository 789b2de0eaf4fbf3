import { lazy, type ReactNode, Suspense } from 'react'
import type { Catalogue } from '../../../domain/catalogue.ts'
import { openFigure, setFigureOption } from '../../../store/figures.ts'
import { ParameterControls } from '../../controls/ParameterControls.tsx'
import { useChange } from '../../useLab.tsx'
import { DistributionFigure } from './DistributionFigure.tsx'
import type { Figure } from './figure.ts'
import { figures } from './registry.ts'
import { ScatterFigure } from './ScatterFigure.tsx'
import { words } from './words.ts'

// fetched with the first one that is looked at
const PictureFigure = lazy(async () => ({ default: (await import('./PictureFigure.tsx')).PictureFigure }))
const OverlapFigure = lazy(async () => ({ default: (await import('./OverlapFigure.tsx')).OverlapFigure }))
const ArchitectureTable = lazy(async () => ({
  default: (await import('./ArchitectureTable.tsx')).ArchitectureTable,
}))
const TrainingTable = lazy(async () => ({ default: (await import('./TrainingTable.tsx')).TrainingTable }))
const SymbolsTable = lazy(async () => ({ default: (await import('./SymbolsTable.tsx')).SymbolsTable }))

export interface FigureProps {
  readonly figure: Figure
  /** Of the figure's options, defaults filled in. */
  readonly values: Readonly<Record<string, number | string>>
  readonly catalogue: Catalogue
}

/** One figure: what it shows in the paper, and what it shows here. */
export function FigurePage(props: FigureProps) {
  const { figure, values } = props
  const make = useChange()
  const { id, number, title, shows, note, options } = figure
  const drawn = Object.keys(options).length > 0
  return (
    <article className="figure" data-figure={id} aria-label={words.title(number, title)}>
      <header className="figure-head">
        <p className="figure-number">{number}</p>
        <h2 className="figure-title">{title}</h2>
        <p className="figure-shows">{shows}</p>
        {note && <p className="note">{note}</p>}
        {drawn && (
          <fieldset className="figure-options">
            <legend className="spoken">{words.options}</legend>
            <ParameterControls
              owner={`figure ${id}`}
              specs={options}
              values={values}
              onChange={(name, value) => make(setFigureOption(id, options, values, name, value))}
            />
          </fieldset>
        )}
      </header>
      <Suspense>
        <FigureBody {...props} />
      </Suspense>
      <Neighbors figure={figure} />
    </article>
  )
}

function FigureBody({ figure, ...rest }: FigureProps): ReactNode {
  const { body } = figure
  switch (body.kind) {
    case 'densities':
    case 'boxes':
      return <DistributionFigure figure={figure} body={body} {...rest} />
    case 'scatter':
      return <ScatterFigure figure={figure} body={body} {...rest} />
    case 'pictures':
      return <PictureFigure figure={figure} body={body} {...rest} />
    case 'overlap':
      return <OverlapFigure figure={figure} results={body.results} {...rest} />
    case 'architecture':
      return <ArchitectureTable body={body} catalogue={rest.catalogue} />
    case 'training':
      return <TrainingTable body={body} catalogue={rest.catalogue} />
    case 'symbols':
      return <SymbolsTable figures={body.figures} catalogue={rest.catalogue} />
    default:
      return body satisfies never
  }
}

function Neighbors({ figure }: { figure: Figure }) {
  const make = useChange()
  const at = figures.indexOf(figure)
  const neighbors = [
    { label: words.previous, to: figures[at - 1] },
    { label: words.next, to: figures[at + 1] },
  ]
  return (
    <p className="figure-neighbors">
      {neighbors.map(
        ({ label, to }) =>
          to && (
            <button key={to.id} type="button" className="link-button" onClick={() => make(openFigure(to.id))}>
              {label}: {to.number}
            </button>
          ),
      )}
    </p>
  )
}
