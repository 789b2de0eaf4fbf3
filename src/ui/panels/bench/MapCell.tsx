import type { ReactNode } from 'react'
import { t } from '../../messages.ts'
import type { Figure } from '../../wording/warnings.ts'
import type { Column } from './columns.ts'

export interface MapCellProps {
  readonly column: Column
  /** Whose warnings stand beside the map. */
  readonly figure?: Figure
  readonly map: ReactNode
  /** What the map says in numbers. */
  readonly facts?: ReactNode
}

/** A map with its facts beside it; an empty frame of the same size before there is one. */
export function MapCell({ column, figure, map, facts }: MapCellProps) {
  const warnings = column.warnings.filter((warning) => warning.figure === figure)
  return (
    <div className="map-cell">
      <div className="map-frame">{column.result ? map : <Waiting column={column} />}</div>
      <div className="map-facts">
        {column.result && facts}
        {warnings.map(({ text }) => (
          <p key={text} className="warning" data-warning={figure}>
            {text}
          </p>
        ))}
      </div>
    </div>
  )
}

function Waiting({ column: { dataset } }: { column: Column }) {
  const [height, width] = dataset.shape
  return (
    <div className="map-waiting" style={{ aspectRatio: width / height }}>
      <span className="spoken">{t.bench.waiting}</span>
    </div>
  )
}
