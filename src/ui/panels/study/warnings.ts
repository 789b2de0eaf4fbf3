import { boxPlot } from '../../../domain/statistics/boxPlot.ts'
import { percentText } from '../../../plots/numbers.ts'
import { type Look, rowsIn } from './look.ts'
import { words } from './words.ts'

const w = words.warnings
/** Closer than this to the random pattern, an attack did as much as noise. */
const nearControl = 0.02
/** From this share of the images on, ties are worth a word. */
const manyTies = 0.25

/** What a reader must know before believing a figure of these networks. */
export function studyWarnings(look: Look): readonly string[] {
  return [...partial(look), ...zeroGradients(look), ...noMoreThanNoise(look), ...ties(look)]
}

function partial({ visible, result }: Look): readonly string[] {
  const of = result.request.images.length
  return visible.flatMap(({ label, done }) => (done < of ? [w.partial(label, done, of)] : []))
}

function zeroGradients(look: Look): readonly string[] {
  return look.visible.flatMap((column) => {
    const rows = rowsIn(look, column)
    const zero = rows.filter((row) => row.zeroGradient === true).length
    return zero > 0 ? [w.zero(column.label, percentText(zero / rows.length))] : []
  })
}

function noMoreThanNoise(look: Look): readonly string[] {
  return look.visible.flatMap((column) => {
    const rows = rowsIn(look, column).filter((row) => row.zeroGradient !== true)
    if (rows.length === 0) return []
    const [attacked, control] = [rows.map((row) => row.lrp), rows.map((row) => row.lrpControl)].map(
      (values) => boxPlot.compute(values).median,
    ) as [number, number]
    return control <= attacked + nearControl ? [w.control(column.label)] : []
  })
}

function ties({ visible, result, readout }: Look): readonly string[] {
  return visible.flatMap(({ label, place, done }) => {
    const tied =
      result.columns[place]?.values.readouts[readout]?.ties.filter((count) => count > 1).length ?? 0
    return tied / done >= manyTies ? [w.ties(label, percentText(tied / done))] : []
  })
}
