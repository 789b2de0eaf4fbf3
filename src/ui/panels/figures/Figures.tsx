import { useMemo } from 'react'
import { useStore } from 'zustand'
import { resolve } from '../../../domain/parameters.ts'
import type { Choice } from '../../../domain/trial.ts'
import { messageOf } from '../../../store/lanes.ts'
import { find, type Scene } from '../../../store/scene.ts'
import { useLab } from '../../useLab.tsx'
import { FigureList } from './FigureList.tsx'
import { FigurePage } from './FigurePage.tsx'
import type { Figure } from './figure.ts'
import { figures } from './registry.ts'
import '../../styles/figures.css'

/** The paper's figures and tables, each drawn from committed results. */
export function Figures({ scene }: { scene: Scene }) {
  const catalogue = useStore(useLab().offer.store, (offer) => offer.catalogue)
  const shown = useMemo(() => shownFigure(scene.figure), [scene.figure])
  if (!catalogue) return null
  const { figure, values, complaint } = shown
  return (
    <FigureList chosen={figure}>
      {complaint && (
        <p className="complaint" role="alert">
          {complaint}
        </p>
      )}
      <FigurePage figure={figure} values={values} catalogue={catalogue} />
    </FigureList>
  )
}

interface Shown {
  readonly figure: Figure
  readonly values: Readonly<Record<string, number | string>>
  /** Why it is not what the link asked for. */
  readonly complaint: string | null
}

/** The figure of a link, its options filled in; the first one, or as published, where it names what there is not. */
export function shownFigure(choice: Choice | null): Shown {
  try {
    const figure = find('figure', figures, choice?.id)
    return withOptions(figure, choice?.parameters ?? {})
  } catch (error) {
    return { ...withOptions(figures[0]!, {}), complaint: messageOf(error) }
  }
}

function withOptions(figure: Figure, parameters: Choice['parameters']): Shown {
  const { id, options } = figure
  const read = Object.entries(parameters).map(([name, value]) => [
    name,
    options[name]?.kind === 'integer' && value !== '' ? Number(value) : value,
  ])
  try {
    const values = resolve(`figure ${id}`, options, Object.fromEntries(read))
    return { figure, values, complaint: null }
  } catch (error) {
    return { figure, values: resolve(`figure ${id}`, options), complaint: messageOf(error) }
  }
}
