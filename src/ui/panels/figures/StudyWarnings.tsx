import type { Catalogue } from '../../../domain/catalogue.ts'
import type { StudyFile } from '../../../domain/studyFile.ts'
import type { ColumnSummary } from '../../../domain/studySummary.ts'
import { percentText, shareText } from '../../../plots/numbers.ts'
import { networkText } from './DistributionFigure.tsx'
import { words } from './words.ts'

/** What must be known before a study's figures are believed: zero gradients, and attacks of unequal strength. */
export function StudyWarnings({ file, catalogue }: { file: StudyFile; catalogue: Catalogue }) {
  const sentences = studyWarnings(file, catalogue)
  return (
    <ul>
      {sentences.map((sentence) => (
        <li key={sentence} className="warning">
          {sentence}
        </li>
      ))}
    </ul>
  )
}

/** Of every network with its most draws; attacks count as unequal below this share of the strongest. */
const comparable = 0.9

export function studyWarnings(
  { summary, columns, request }: StudyFile,
  { models }: Catalogue,
): readonly string[] {
  const rows = summary.filter((row) => row !== null)
  const strongest = Math.max(0, ...rows.map(({ linf }) => linf))
  const done = Math.min(...columns.map((column) => column?.done ?? 0))
  const incomplete = done < request.images.length ? [words.incomplete(done, request.images.length)] : []
  const most = rows.filter(({ subject }) =>
    rows.every((other) => other.subject.model !== subject.model || other.subject.draws <= subject.draws),
  )
  const named = most.flatMap((row) => {
    const family = models.find(({ id }) => id === row.subject.model)?.family
    return family ? [{ row, name: networkText(family, row.subject.draws) }] : []
  })
  return [...incomplete, ...named.flatMap(({ row, name }) => about(row, name, strongest))]
}

function about(
  { zeroImages, zeroDraws, linf }: ColumnSummary,
  name: string,
  strongest: number,
): readonly string[] {
  const w = words.warnings
  const zero = zeroImages
    ? [w.zeroImages(name, percentText(zeroImages))]
    : zeroDraws && zeroDraws >= 0.005
      ? [w.zeroDraws(name, percentText(zeroDraws))]
      : []
  const weaker = linf < comparable * strongest ? [w.weaker(name, shareText(linf), shareText(strongest))] : []
  return [...zero, ...weaker]
}
