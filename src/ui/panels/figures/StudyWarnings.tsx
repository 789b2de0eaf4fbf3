import type { Catalogue } from '../../../domain/catalogue.ts'
import type { StudyFile } from '../../../domain/studyFile.ts'
import { studyWarnings } from './studyAudit.ts'

/** The warnings of a study, above its plots. */
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
