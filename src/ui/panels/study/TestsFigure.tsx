import { memo, useMemo, useState } from 'react'
import { metricsOf } from '../../../domain/catalogue.ts'
import { boxPlot } from '../../../domain/statistics/boxPlot.ts'
import { holm } from '../../../domain/statistics/holm.ts'
import { mannWhitney } from '../../../domain/statistics/mannWhitney.ts'
import { medianDifference } from '../../../domain/statistics/medianDifference.ts'
import { pearson } from '../../../domain/statistics/pearson.ts'
import { matchedRankBiserial, rankBiserial } from '../../../domain/statistics/rankBiserial.ts'
import { spearman } from '../../../domain/statistics/spearman.ts'
import type { Statistic } from '../../../domain/statistics/statistic.ts'
import { wilcoxon } from '../../../domain/statistics/wilcoxon.ts'
import { type ColumnTests, studyTests } from '../../../domain/studyTests.ts'
import { percentText, pText, quantityText, shareText, signedText } from '../../../plots/numbers.ts'
import { Help } from '../../controls/Help.tsx'
import { ModelMark } from '../../controls/ModelMark.tsx'
import { StatisticHelp } from '../../controls/StatisticHelp.tsx'
import { readoutText } from '../../wording/studyFacts.ts'
import { Readout } from '../bench/Readout.tsx'
import { Figure } from './Figure.tsx'
import { captionLine } from './lines.ts'
import { captionOf, type Look, type WarnedLook } from './look.ts'
import { testsTable } from './testsTable.ts'
import { words } from './words.ts'

const w = words.tests

/** A cell of a line: its number in full and as a person reads it. */
interface Said {
  readonly value: number | null
  readonly text: string
  /** The same under the random pattern. */
  readonly under?: string
}

interface ColumnSpec {
  readonly name: string
  readonly title: string
  readonly group: keyof typeof w.groups
  readonly statistic?: Statistic
  /** What it is, where it is no statistic of its own or needs a word more. */
  readonly help?: string
  readonly say: (tests: ColumnTests) => Said
}

const nothing: Said = { value: null, text: w.undefined_ }
const interval = ([low, high]: readonly [number, number], text: (value: number) => string) =>
  w.interval(text(low), text(high))

const specs: readonly ColumnSpec[] = [
  {
    name: 'images',
    title: w.images,
    group: 'attack',
    say: ({ images }) => ({ value: images, text: String(images) }),
  },
  {
    name: 'linf',
    title: w.linf,
    group: 'attack',
    help: w.linfHelp,
    say: ({ linf }) => ({ value: linf, text: quantityText(linf) }),
  },
  {
    name: 'changed',
    title: w.changed,
    group: 'attack',
    help: w.changedHelp,
    say: ({ changed, changedByControl }) => ({
      value: changed,
      text: percentText(changed),
      under: w.random(percentText(changedByControl)),
    }),
  },
  {
    name: 'median',
    title: w.median,
    group: 'values',
    statistic: boxPlot,
    say: ({ median, quartiles }) => ({
      value: median,
      text: `${shareText(median)} ${interval(quartiles, shareText)}`,
    }),
  },
  {
    name: 'control',
    title: w.control,
    group: 'values',
    help: w.controlHelp,
    say: ({ control }) => ({ value: control, text: shareText(control) }),
  },
  {
    name: 'difference',
    title: w.difference,
    group: 'paired',
    statistic: medianDifference,
    say: ({ paired }) =>
      paired
        ? {
            value: paired.difference.median,
            text: `${signedText(paired.difference.median)} ${interval(paired.difference.interval, signedText)}`,
            under: w.random(signedText(paired.control)),
          }
        : nothing,
  },
  {
    name: 'wilcoxon',
    title: w.wilcoxon,
    group: 'paired',
    statistic: wilcoxon,
    say: ({ paired }) => (paired ? { value: paired.wilcoxon.p, text: pText(paired.wilcoxon.p) } : nothing),
  },
  {
    name: 'effect',
    title: w.effect,
    group: 'paired',
    statistic: matchedRankBiserial,
    say: ({ paired }) => (paired ? { value: paired.effect, text: signedText(paired.effect) } : nothing),
  },
  {
    name: 'holm',
    title: w.holm,
    group: 'paired',
    statistic: holm,
    say: ({ paired }) => (paired ? { value: paired.holm, text: pText(paired.holm) } : nothing),
  },
  {
    name: 'published',
    title: w.published,
    group: 'published',
    statistic: mannWhitney,
    say: ({ published }) =>
      published
        ? { value: published.test.p, text: `${pText(published.test.p)} ${published.stars}` }
        : nothing,
  },
  {
    name: 'published-effect',
    title: w.publishedEffect,
    group: 'published',
    statistic: rankBiserial,
    help: w.effectHelp,
    say: ({ published }) =>
      published ? { value: published.effect, text: signedText(published.effect) } : nothing,
  },
  {
    name: 'spearman',
    title: w.spearman,
    group: 'correlation',
    statistic: spearman,
    say: correlation('spearman'),
  },
  {
    name: 'pearson',
    title: w.pearson,
    group: 'correlation',
    statistic: pearson,
    say: correlation('pearson'),
  },
]

function correlation(name: 'spearman' | 'pearson') {
  return (tests: ColumnTests): Said => {
    const found = tests[name]
    if (!found || Number.isNaN(found.coefficient)) return nothing
    const control = tests[`${name}Control`]?.coefficient ?? Number.NaN
    return {
      value: found.coefficient,
      text: `${signedText(found.coefficient)} ${interval(found.interval, signedText)}`,
      under: w.random(Number.isNaN(control) ? w.undefined_ : signedText(control)),
    }
  }
}

/** The published test and what belongs beside it, a line for every network; each with its formula one click away. */
export const TestsFigure = memo(function TestsFigure({ look }: { look: WarnedLook }) {
  const [all, setAll] = useState(false)
  const { readouts } = look.result.request
  const tests = useMemo(
    () => studyTests(look, all ? readouts.map((_, at) => at) : [look.readout]),
    [look, all, readouts],
  )
  const visible = tests.filter(({ column }) => look.visible.some(({ place }) => place === column))
  const { tests: title } = words.figures
  return (
    <Figure
      name="tests"
      title={title}
      reading={words.reading_.tests}
      caption={captionOf(look, title, all ? readouts.map((_, at) => at) : [look.readout])}
      line={captionLine(look, { explanation: !all, control: true })}
      statistics={metricsOf(look.catalogue, 'lrp-robustness', 'softmax-robustness')}
      table={() => testsTable(look, visible)}
      wide
      tools={
        readouts.length > 1 && (
          <button type="button" className="button quiet" aria-pressed={all} onClick={() => setAll(!all)}>
            {all ? w.one : w.all}
          </button>
        )
      }
    >
      {() => (
        <div className="study-tests">
          <table>
            <Head />
            {(all ? readouts.map((_, at) => at) : [look.readout]).map((readout) => (
              <Lines key={readout} look={look} readout={readout} titled={all} tests={visible} />
            ))}
          </table>
        </div>
      )}
    </Figure>
  )
})

function Head() {
  const groups = [...new Set(specs.map(({ group }) => group))]
  return (
    <thead>
      <tr>
        <td />
        {groups.map((group) => (
          <th key={group} scope="colgroup" colSpan={specs.filter((spec) => spec.group === group).length}>
            {w.groups[group]}
          </th>
        ))}
      </tr>
      <tr>
        <th scope="col">{w.network}</th>
        {specs.map(({ name, title, statistic, help }) => (
          <th key={name} scope="col">
            {title} {statistic && <StatisticHelp statistic={statistic} />}
            {help && <Help about={title}>{help}</Help>}
          </th>
        ))}
      </tr>
    </thead>
  )
}

interface LinesProps {
  readonly look: Look
  readonly readout: number
  readonly titled: boolean
  readonly tests: readonly ColumnTests[]
}

function Lines({ look, readout, titled, tests }: LinesProps) {
  const { request } = look.result
  return (
    <tbody data-readout-place={readout}>
      {titled && (
        <tr>
          <th scope="rowgroup" colSpan={specs.length + 1} className="study-tests-group">
            {readoutText(request.readouts[readout]!, request, look.catalogue)}
          </th>
        </tr>
      )}
      {look.visible.map((column) => {
        const found = tests.find((each) => each.column === column.place && each.readout === readout)
        return (
          <tr key={column.id} data-column={column.id}>
            <th scope="row">
              <ModelMark family={column.family} /> {column.label}
            </th>
            {specs.map(({ name, say }) => {
              const { value, text, under } = found ? say(found) : nothing
              return (
                <td key={name}>
                  <Readout name={`study-${name}`} model={column.id} value={value}>
                    {text}
                  </Readout>
                  {under && <span className="number-under">{under}</span>}
                </td>
              )
            })}
          </tr>
        )
      })}
    </tbody>
  )
}
