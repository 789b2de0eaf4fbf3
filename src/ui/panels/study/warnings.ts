import { isBayesian } from '../../../domain/catalogue.ts'
import { grouped } from '../../../domain/grouped.ts'
import { boxPlot } from '../../../domain/statistics/boxPlot.ts'
import { mean } from '../../../domain/statistics/mean.ts'
import { percentText, shareText } from '../../../plots/numbers.ts'
import { comparable, fewDraws, manyTies } from '../../wording/attackLimits.ts'
import type { ShownColumn } from './columns.ts'
import { type Look, rowsIn } from './look.ts'
import { words } from './words.ts'

const w = words.warnings
/** Closer than this to the random pattern, an attack did as much as noise. */
const nearControl = 0.02

/** What a reader must know before believing a figure of these networks; what several share is said once. */
export function studyWarnings(look: Look): readonly string[] {
  const of = look.result.request.images.length
  return [
    ...said(look, w.partial(of), ({ done }) => (done < of ? String(done) : null)),
    ...said(look, w.zeroDraws, (column) => zeroDraws(look, column)),
    ...said(look, w.left, (column) => zeroImages(look, column, false)),
    ...said(look, w.startOnly, (column) => zeroImages(look, column, true)),
    ...weaker(look),
    ...said(look, w.control, (column) => (isNoMoreThanNoise(look, column) ? '' : null)),
  ]
}

/** Where the choice of the top pixels was arbitrary. */
export function tieWarnings(look: Look): readonly string[] {
  return said(look, w.ties, (column) => {
    const rows = rowsIn(look, column)
    const share = rows.filter(({ ties }) => ties > 0).length / Math.max(1, rows.length)
    return share >= manyTies ? percentText(share) : null
  })
}

/** One sentence for all networks that it is true of, each with its number where they differ. */
function said(
  { visible }: Look,
  sentence: (number: string) => string,
  numberOf: (column: ShownColumn) => string | null,
): readonly string[] {
  const found = visible.flatMap((column) => {
    const number = numberOf(column)
    return number === null ? [] : [{ ...column, number }]
  })
  const [first] = found
  if (!first) return []
  const all = found.length === visible.length && found.length > 2
  if (found.every(({ number }) => number === first.number)) {
    const names = all ? w.everyNetwork : found.map(({ label }) => label).join('; ')
    return [w.of(names, sentence(first.number))]
  }
  // a posterior with several numbers of draws is named once
  if (found.every(({ network }) => network === first.network)) {
    const shares = found.map(({ number, draws }) => w.share(number, w.draws(draws)))
    return [w.of(first.network, sentence(shares.join(', ')))]
  }
  const numbers = [...grouped(found, ({ number }) => number)]
  const shares = numbers.map(([number, each]) => w.share(number, each.map(({ label }) => label).join('; ')))
  return [sentence(shares.join(', '))]
}

/** Only a posterior has draws to speak of. */
function zeroDraws(look: Look, column: ShownColumn): string | null {
  const shares = rowsIn(look, column).flatMap((row) => row.zeroDraws ?? [])
  const share = mean(shares)
  return isBayesian(column.family) && share >= fewDraws ? percentText(share) : null
}

/** On how many images no draw had a gradient, and the image was left as it was, or moved by a random start alone. */
function zeroImages(look: Look, column: ShownColumn, moved: boolean): string | null {
  const rows = rowsIn(look, column)
  const zero = rows.filter((row) => row.zeroDraws === 1 && row.linf > 0 === moved).length
  return zero > 0 ? percentText(zero / rows.length) : null
}

function weaker(look: Look): readonly string[] {
  const applied = new Map(
    look.visible.flatMap((column) => {
      const rows = rowsIn(look, column)
      return rows.length > 0 ? [[column, mean(rows.map(({ linf }) => linf))]] : []
    }),
  )
  const strongest = Math.max(...applied.values())
  return said(look, w.weaker(shareText(strongest)), (column) => {
    const linf = applied.get(column)
    return linf !== undefined && linf < comparable * strongest ? shareText(linf) : null
  })
}

function isNoMoreThanNoise(look: Look, column: ShownColumn): boolean {
  const rows = rowsIn(look, column).filter(({ linf }) => linf > 0)
  if (rows.length === 0) return false
  const median = (values: readonly number[]) => boxPlot.compute(values).median
  const attacked = median(rows.map((row) => row.lrp))
  return median(rows.map((row) => row.lrpControl)) <= attacked + nearControl
}
