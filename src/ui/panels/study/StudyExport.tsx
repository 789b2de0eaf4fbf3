import type { RefObject } from 'react'
import type { Catalogue } from '../../../domain/catalogue.ts'
import type { StudyResult } from '../../../domain/study.ts'
import { ExportMenu } from '../../controls/ExportMenu.tsx'
import { readoutText, studyFacts } from '../../wording/studyFacts.ts'
import { imageTable } from './imageTable.ts'
import type { Shown } from './useShown.ts'
import { words } from './words.ts'

export interface StudyExportProps {
  readonly page: RefObject<Element | null>
  readonly shown: Shown
  readonly result: StudyResult
  /** What must be known of it, beside what its file says. */
  readonly notes: readonly string[]
  readonly catalogue: Catalogue
}

/** The whole study: all figures, a line for every image and network, or the file that can be imported again. */
export function StudyExport({ page, shown, result, notes, catalogue }: StudyExportProps) {
  const id = shown.shipped ?? 'study'
  return (
    <ExportMenu
      name={id}
      title={shown.label || words.whole}
      caption={() => ({
        title: shown.label || words.whole,
        facts: [
          ...studyFacts(result, catalogue),
          [words.facts.explanation, explanationsOf(result, catalogue)],
          ...notes.map((note) => [words.facts.notes, note] as const),
        ],
      })}
      picture={page}
      table={() => imageTable(result, catalogue)}
      json={async () => {
        const { writeStudyFile } = await import('../../../domain/studyFile.ts')
        return writeStudyFile(result, { id, label: shown.label || words.whole, notes: shown.notes })
      }}
    />
  )
}

function explanationsOf({ request }: StudyResult, catalogue: Catalogue): string {
  return request.readouts.map((readout) => readoutText(readout, request, catalogue)).join('; ')
}
