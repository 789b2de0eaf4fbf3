import { type ReactNode, useMemo, useRef } from 'react'
import { type Catalogue, metricsOf } from '../../../domain/catalogue.ts'
import type { ProtocolId } from '../../../domain/conventions.ts'
import type { StudyFile } from '../../../domain/studyFile.ts'
import { ExportMenu } from '../../controls/ExportMenu.tsx'
import type { Explained } from '../../controls/StatisticHelp.tsx'
import { StatisticNames } from '../../controls/StatisticNames.tsx'
import { useChecksums } from '../../useChecksums.ts'
import { useLab } from '../../useLab.tsx'
import { useWidth } from '../../useWidth.ts'
import { renewedSince, usedIn } from '../../wording/renewed.ts'
import { Renewed } from '../study/Renewed.tsx'
import type { Figure, Panel } from './figure.ts'
import { figureCaption } from './figureCaption.ts'
import { linesOf, type Question, samplesOf } from './measures.ts'
import { NumbersTable } from './NumbersTable.tsx'
import { numbersCsv } from './numbersCsv.ts'
import { Run } from './Run.tsx'
import { Side } from './Side.tsx'
import { StudyWarnings } from './StudyWarnings.tsx'
import type { Sample } from './samples.ts'
import { fileOf, useFiles } from './useFiles.ts'
import { words } from './words.ts'

/** What a panel's plots are drawn from. */
export interface Drawn {
  readonly samples: readonly Sample[]
  /** Of both readings, whose axes compare. */
  readonly all: readonly Sample[]
  readonly panel: Panel
  readonly protocol: ProtocolId
  readonly k: number
  /** CSS pixels. */
  readonly width: number
}

export interface StudyPanelProps {
  readonly figure: Figure
  readonly panel: Panel
  readonly question: Question
  /** What is drawn, beside LRP robustness. */
  readonly statistics: readonly Explained[]
  readonly catalogue: Catalogue
  readonly draw: (drawn: Drawn) => ReactNode
}

const gap = 40
const protocols: readonly ProtocolId[] = ['defined', 'released']
const noResults: readonly string[] = []

/** One study in both readings of the paper, side by side, and its numbers beside the published ones. */
export function StudyPanel(props: StudyPanelProps) {
  const { figure, panel, question, statistics, catalogue, draw } = props
  const lab = useLab()
  const section = useRef<HTMLElement>(null)
  const width = useWidth(section, 900)
  const { results } = panel
  const found = useFiles(lab.results, results ? [results.defined, results.released] : noResults)
  const [defined, released] = [fileOf(found[0]), fileOf(found[1])]
  const { models } = catalogue
  const samples = useMemo(
    () => ({
      defined: defined ? samplesOf(defined, models, question) : [],
      released: released ? samplesOf(released, models, question) : [],
    }),
    [defined, released, models, question],
  )
  const all = useMemo(() => [...samples.defined, ...samples.released], [samples])
  const lines = useMemo(
    () => linesOf(panel, samples, question.correlation),
    [panel, samples, question.correlation],
  )
  const side = width >= 620 ? (width - gap) / 2 : width
  const files = { defined, released }
  const used = [defined, released].flatMap((file) => (file ? usedIn(file) : []))
  const now = useChecksums(used.map(({ model }) => model))
  const drawn = (protocol: ProtocolId, file: StudyFile) =>
    samples[protocol].length === 0 ? (
      <p className="muted">{words.noSamples}</p>
    ) : (
      draw({ samples: samples[protocol], all, panel, protocol, k: file.request.k, width: side })
    )
  return (
    <section ref={section} className="figure-panel" data-panel={panel.id}>
      <h3 className="figure-panel-title">
        {panel.label}
        {all.length > 0 && (
          <ExportMenu
            name={`figure-${figure.id}-${panel.id}`}
            caption={() => figureCaption(figure, panel.label, files, { catalogue, now, shown: question })}
            picture={section}
            table={() => numbersCsv(lines, question)}
            json={() => ({ panel: panel.label, lines, results: files })}
          />
        )}
      </h3>
      {all.length > 0 && (
        <div className="note">
          <StatisticNames of={[...metricsOf(catalogue, 'lrp-robustness'), ...statistics]} />
        </div>
      )}
      {results ? (
        <div className="figure-sides">
          {protocols.map((protocol, i) => (
            <Side key={protocol} protocol={protocol} experiment={results[protocol]} found={found[i]!}>
              {(file) => (
                <>
                  <div className="figure-warnings">
                    <Renewed
                      models={renewedSince(usedIn(file), now)}
                      catalogue={catalogue}
                      request={file.request}
                      experiment={results[protocol]}
                    />
                    <StudyWarnings file={file} catalogue={catalogue} shown={question} />
                  </div>
                  <div className="figure-plots">{drawn(protocol, file)}</div>
                  <Run {...{ file, catalogue, now, protocol }} experiment={results[protocol]} />
                </>
              )}
            </Side>
          ))}
        </div>
      ) : (
        <p className="muted">{words.elsewhere}</p>
      )}
      <NumbersTable lines={lines} question={question} panel={panel} />
    </section>
  )
}
