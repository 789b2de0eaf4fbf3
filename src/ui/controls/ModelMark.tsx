import type { Family } from '../../domain/catalogue.ts'
import { modelMark, modelStyles } from '../../plots/modelStyle.ts'

/** The color and shape a family has in every plot. */
export function ModelMark({ family }: { family: Family }) {
  return (
    <svg className="model-mark" viewBox="-7 -7 14 14" width="12" height="12" aria-hidden="true">
      <path d={modelMark(family, 80)} fill={modelStyles[family].color} />
    </svg>
  )
}
