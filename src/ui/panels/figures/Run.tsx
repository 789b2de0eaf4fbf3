import type { Catalogue } from '../../../domain/catalogue.ts'
import type { ProtocolId } from '../../../domain/conventions.ts'
import { lrpRobustness, type StudyResult } from '../../../domain/study.ts'
import type { StudyFile } from '../../../domain/studyFile.ts'
import { openImageInBench, openInStudy, type StudyImage } from '../../../store/studyChanges.ts'
import { useChange } from '../../useLab.tsx'
import { studyLine } from '../../wording/studyFacts.ts'
import { type Known, runFacts } from './figureCaption.ts'
import { words } from './words.ts'

export interface RunProps {
  readonly file: StudyFile
  readonly catalogue: Catalogue
  /** Checksums of the networks that are here now. */
  readonly now: Known['now']
  readonly protocol: ProtocolId
  /** Name of the result. */
  readonly experiment: string
}

/** The run behind a figure, and the ways from it into the other views. */
export function Run({ file, catalogue, now, protocol, experiment }: RunProps) {
  const make = useChange()
  return (
    <div className="figure-run">
      <p className="note">{studyLine(file.request, catalogue)}</p>
      <Facts facts={runFacts(file, { catalogue, now })} />
      <p className="row">
        <button
          type="button"
          className="button"
          aria-label={words.open.studyNamed(words.protocol[protocol])}
          onClick={() => make(openInStudy(experiment))}
        >
          {words.open.study}
        </button>
        <button
          type="button"
          className="button"
          title={words.open.benchHelp}
          aria-label={words.open.benchNamed(words.protocol[protocol])}
          onClick={() => make(openImageInBench(file.request, middleImage(file)))}
        >
          {words.open.bench}
        </button>
      </p>
    </div>
  )
}

export function Facts({ facts }: { facts: readonly (readonly [name: string, value: string])[] }) {
  return (
    <details data-export="off">
      <summary>{words.run.title}</summary>
      <dl className="figure-facts">
        {facts.map(([name, value], i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes its order, names may repeat
          <div key={i}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

/** The image in the middle of the last network's LRP robustness, at the last readout of the first rule. */
export function middleImage({ request, columns }: StudyResult): StudyImage {
  const rule = request.readouts[0]!.rule.id
  const at = request.readouts.findLastIndex((readout) => readout.rule.id === rule)
  const subject = columns.findLastIndex((column) => column !== null)
  const robustness = lrpRobustness(columns[subject]!.values.readouts[at]!)
  const order = [...robustness.keys()].toSorted((a, b) => robustness[a]! - robustness[b]!)
  return { place: order[Math.floor(order.length / 2)]!, subject, readout: request.readouts[at]! }
}
