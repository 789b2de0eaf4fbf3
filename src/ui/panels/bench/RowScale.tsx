import type { SymmetricScale } from '../../../domain/scale.ts'
import { quantityText } from '../../../plots/numbers.ts'
import { relevanceCss } from '../../../plots/relevanceColor.ts'
import { words } from '../../../plots/words.ts'

const ramp = Array.from({ length: 17 }, (_, at) => relevanceCss(at / 8 - 1)).join(', ')

/** The colors of a row and the relevance at their ends; null where each map has its own. */
export function RowScale({ scale }: { scale: SymmetricScale | null }) {
  return (
    <span
      className="row-scale"
      title={scale ? words.clipped(scale.clipped, scale.count) : words.scopeSentence.map}
    >
      <span className="row-scale-bar" style={{ backgroundImage: `linear-gradient(90deg, ${ramp})` }} />
      <span className="row-note">{scale ? `± ${quantityText(scale.max)}` : words.scope.map}</span>
    </span>
  )
}
