import type { Progress } from '../domain/task.ts'
import { words } from './words.ts'

export interface ProgressHairlineProps {
  /** null: nothing is running, and the line keeps its place; of = 0: running, length unknown. */
  readonly progress: Progress | null
  readonly label?: string
}

/** A hairline above the thing that is being computed; it takes the same room whether or not it shows. */
export function ProgressHairline({ progress, label = words.working }: ProgressHairlineProps) {
  if (!progress) return <div className="plot-hairline" />
  const share = progress.of > 0 ? Math.min(1, progress.step / progress.of) : undefined
  return (
    <div
      className="plot-hairline"
      role="progressbar"
      aria-label={progress.label ?? label}
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={share}
    >
      <span data-endless={share === undefined} style={share === undefined ? {} : { scale: `${share} 1` }} />
    </div>
  )
}
