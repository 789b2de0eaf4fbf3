import { boxPlot } from '../../../domain/statistics/boxPlot.ts'
import { percentText } from '../../../plots/numbers.ts'
import type { ShownColumn } from './columns.ts'
import { type Look, rowsIn } from './look.ts'
import { words } from './words.ts'

const w = words.warnings
/** Closer than this to the random pattern, an attack did as much as noise. */
const nearControl = 0.02
/** From this share of the images on, ties are worth a word. */
const manyTies = 0.25

/** What a reader must know before believing a figure of these networks; what several share is said once. */
export function studyWarnings(look: Look): readonly string[] {
  return [
    ...said(look, ({ done }) =>
      done < look.result.request.images.length ? w.partial(done, look.result.request.images.length) : null,
    ),
    ...said(look, (column) => zeroGradients(look, column)),
    ...said(look, (column) => noMoreThanNoise(look, column)),
  ]
}

/** Where the choice of the top pixels was arbitrary. */
export function tieWarnings(look: Look): readonly string[] {
  return said(look, ({ place, done }) => {
    const ties = look.result.columns[place]?.values.readouts[look.readout]?.ties ?? []
    const share = ties.filter((count) => count > 1).length / done
    return share >= manyTies ? w.ties(percentText(share)) : null
  })
}

/** One sentence for all networks that it is true of. */
function said({ visible }: Look, say: (column: ShownColumn) => string | null): readonly string[] {
  const networks = new Map<string, string[]>()
  for (const column of visible) {
    const sentence = say(column)
    if (sentence) networks.set(sentence, [...(networks.get(sentence) ?? []), column.label])
  }
  return [...networks].map(([sentence, labels]) =>
    w.of(
      labels.length === visible.length && labels.length > 2 ? w.everyNetwork : labels.join('; '),
      sentence,
    ),
  )
}

function zeroGradients(look: Look, column: ShownColumn): string | null {
  const rows = rowsIn(look, column)
  const zero = rows.filter((row) => row.zeroGradient === true).length
  return zero > 0 ? w.zero(percentText(zero / rows.length)) : null
}

function noMoreThanNoise(look: Look, column: ShownColumn): string | null {
  const rows = rowsIn(look, column).filter((row) => row.zeroGradient !== true)
  if (rows.length === 0) return null
  const median = (values: readonly number[]) => boxPlot.compute(values).median
  const attacked = median(rows.map((row) => row.lrp))
  return median(rows.map((row) => row.lrpControl)) <= attacked + nearControl ? w.control : null
}
