import type { Catalogue } from '../../../domain/catalogue.ts'
import type { StudyFile } from '../../../domain/studyFile.ts'
import { type Shown, studyWarnings } from './studyAudit.ts'

interface StudyWarningsProps {
  readonly file: StudyFile
  readonly catalogue: Catalogue
  readonly shown: Shown
}

/** The warnings of a study, above its plots. */
export function StudyWarnings({ file, catalogue, shown }: StudyWarningsProps) {
  const sentences = studyWarnings(file, catalogue, shown)
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
