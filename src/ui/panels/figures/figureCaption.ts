import type { Catalogue } from '../../../domain/catalogue.ts'
import type { StudyFile } from '../../../domain/studyFile.ts'
import type { Caption } from '../../../plots/export/caption.ts'
import { renewedSince, renewedText, usedIn } from '../../wording/renewed.ts'
import { studyFacts } from '../../wording/studyFacts.ts'
import type { Figure } from './figure.ts'
import type { Files } from './measures.ts'
import { type Shown, studyWarnings } from './studyAudit.ts'
import { words } from './words.ts'

const protocols = ['defined', 'released'] as const

/** What a figure's panel says of itself in a file: both runs behind it. */
export function figureCaption(
  { number, title, note }: Figure,
  panel: string,
  files: Files,
  known: Known,
): Caption {
  return {
    title: `${words.title(number, title)} (${panel})`,
    facts: [
      ...(note ? [[words.run.notes, note] as const] : []),
      ...protocols.flatMap((protocol) =>
        factsOf(files[protocol], known).map(
          ([name, value]) => [`${words.protocol[protocol]}, ${name}`, value] as const,
        ),
      ),
    ],
  }
}

function factsOf(file: StudyFile | null, known: Known): Caption['facts'] {
  return file ? runFacts(file, known) : []
}

/** What there is here now: the catalogue, and the checksums of its networks as far as they are known. */
export interface Known {
  readonly catalogue: Catalogue
  readonly now: Readonly<Record<string, string | undefined>>
  /** What is drawn of the study; absent: all of it. */
  readonly shown?: Shown
}

/** The run behind a figure: its request, seeds, networks with their checksums, and what must be known of it. */
export function runFacts(file: StudyFile, { catalogue, now, shown }: Known): Caption['facts'] {
  const checksums = file.columns.flatMap((column) =>
    column ? [`${column.subject.model} ${column.provenance.modelChecksum.slice(0, 12)}`] : [],
  )
  const renewed = renewedText(renewedSince(usedIn(file), now), catalogue)
  const notes = [...file.notes, ...(renewed ? [renewed] : []), ...studyWarnings(file, catalogue, shown)]
  return [
    [words.run.file, `results/${file.id}.json`],
    ...studyFacts(file, catalogue),
    [words.run.checksums, [...new Set(checksums)].join('; ')],
    ...notes.map((note) => [words.run.notes, note] as const),
  ]
}
