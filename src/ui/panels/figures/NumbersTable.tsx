import { type ReactNode, useId } from 'react'
import { isBayesian } from '../../../domain/catalogue.ts'
import { boxPlot } from '../../../domain/statistics/boxPlot.ts'
import type { Correlation } from '../../../domain/statistics/correlation.ts'
import { kernelDensity } from '../../../domain/statistics/kernelDensity.ts'
import { mannWhitney } from '../../../domain/statistics/mannWhitney.ts'
import { medianDifference } from '../../../domain/statistics/medianDifference.ts'
import { pearson } from '../../../domain/statistics/pearson.ts'
import { spearman } from '../../../domain/statistics/spearman.ts'
import { shareText, signedText } from '../../../plots/numbers.ts'
import type { Explained } from '../../controls/StatisticHelp.tsx'
import { StatisticNames } from '../../controls/StatisticNames.tsx'
import type { Panel } from './figure.ts'
import type { Line, Measured, Question } from './measures.ts'
import { networkText, words } from './words.ts'

const w = words.numbers
const protocols = ['defined', 'released'] as const
/** The most that the paper drew, in all figures with one number of them. */
const publishedDraws = 100

export interface NumbersTableProps {
  readonly lines: readonly Line[]
  readonly question: Question
  readonly panel: Panel
}

/** What was published beside what was measured, in both readings, with interval and random control. */
export function NumbersTable({ lines, question, panel }: NumbersTableProps) {
  const id = useId()
  if (lines.length === 0) return null
  const { correlation, rules, layers } = question
  const hasPublished =
    panel.published.length > 0 && (question.quantity === 'difference' || correlation !== null)
  const statistics = correlation === null ? comparisonsIn(lines) : [correlations[correlation]]
  return (
    <details className="figure-numbers" open={hasPublished}>
      <summary>{w.title}</summary>
      <div className="note figure-caption">
        <p id={id}>
          {correlation
            ? w.correlationCaption(correlations[correlation].label)
            : w.caption(words[question.quantity])}{' '}
          {hasPublished && w.publishedNote}
        </p>
        <StatisticNames of={statistics} />
      </div>
      <div className="figure-wide">
        <table className="figure-table" data-table="numbers" aria-describedby={id}>
          <thead>
            <tr>
              {layers.length > 1 && <th scope="col">{w.layer}</th>}
              {rules.length > 1 && <th scope="col">{w.rule}</th>}
              <th scope="col">{w.network}</th>
              {hasPublished && <th scope="col">{w.published}</th>}
              {protocols.map((protocol) => (
                <th key={protocol} scope="col">
                  {words.protocol[protocol]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={[line.layer, line.rule, line.family, line.draws].join(' ')}>
                {layers.length > 1 && (
                  <td>{words.layer(line.layer, panel.indices[line.layer], panel.layer)}</td>
                )}
                {rules.length > 1 && <td>{words.rule[line.rule] ?? line.rule}</td>}
                <th scope="row">{nameOf(line)}</th>
                {hasPublished && <td>{publishedText(line)}</td>}
                {protocols.map((protocol) => (
                  <td key={protocol}>
                    <Cell measured={line.sides[protocol]} question={question} line={line} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

const correlations = { pearson, spearman }

/** What stands in the cells: peaks only where some were published, stars only where they were asked for. */
function comparisonsIn(lines: readonly Line[]): readonly Explained[] {
  const peaks = lines.some(({ published }) => published?.peaks)
  const stars = lines.some(({ sides }) => protocols.some((protocol) => sides[protocol]?.stars))
  return [
    medianDifference,
    ...(lines.some(({ published }) => published?.quartiles) ? [boxPlot] : []),
    ...(peaks ? [kernelDensity] : []),
    ...(stars ? [mannWhitney] : []),
  ]
}

/** Where the readings have different numbers of draws, both. */
function nameOf({ family, draws, sides: { defined, released }, published }: Line): string {
  if (draws !== null) return networkText(family, draws)
  if (defined && released && defined.draws !== released.draws)
    return w.drawsOf(networkText(family, defined.draws), String(released.draws))
  const count = defined?.draws ?? released?.draws ?? published?.draws
  return words.network(words.family[family], count ?? null)
}

function publishedText({ published, family, sides }: Line): ReactNode {
  if (!published) return w.none
  const others = protocols.some((protocol) => sides[protocol] && sides[protocol].draws !== publishedDraws)
  const ofMost = isBayesian(family) && (published.draws ?? publishedDraws) === publishedDraws
  const { median, quartiles, peaks, peaksText, correlation, how } = published
  const value = correlation ?? median
  return (
    <>
      {value !== undefined && signedText(value)}
      {quartiles && (
        <span className="number-under">
          {w.quartiles(signedText(quartiles[0]), signedText(quartiles[1]))}
        </span>
      )}
      {peaks && w.peak(peaksText ?? peaks.map(signedText).join(', '))}
      {ofMost && others && <span className="number-under">{w.ofDraws(publishedDraws)}</span>}
      {how === 'by eye' && <span className="number-under">{w.byEye}</span>}
    </>
  )
}

function randomText(control: Correlation | null): string {
  return control && !Number.isNaN(control.coefficient) ? signedText(control.coefficient) : w.none
}

interface CellProps {
  readonly measured: Measured | null
  readonly question: Question
  readonly line: Line
}

function Cell({ measured, question, line }: CellProps) {
  if (!measured) return w.none
  const { median, interval, control, peak, stars } = measured
  const correlation = question.correlation !== null
  const text = correlation || question.quantity === 'difference' ? signedText : shareText
  const value = correlation ? measured.correlation?.coefficient : median
  const [low, high] = correlation ? (measured.correlation?.interval ?? [-1, 1]) : interval
  if (value === undefined || Number.isNaN(value)) return w.none
  const { layer, rule, family } = line
  return (
    <>
      <span
        className="number-text"
        data-readout={`${correlation ? 'correlation' : 'median'}-${family}-${rule}-${layer}`}
        data-value={value}
      >
        {text(value)}
      </span>{' '}
      <span className="muted">{w.interval(text(low), text(high))}</span>
      {!correlation && stars && <span className="figure-stars"> {stars}</span>}
      {correlation ? (
        <span className="number-under">{w.random(randomText(measured.correlationControl))}</span>
      ) : (
        <span className="number-under">
          {[w.random(text(control)), line.published?.peaks && peak !== null && w.peak(text(peak))]
            .filter(Boolean)
            .join(' · ')}
        </span>
      )}
    </>
  )
}
