import type { Correlation } from '../../../domain/statistics/correlation.ts'
import type { ColumnTests } from '../../../domain/studyTests.ts'
import type { Table } from '../../../plots/export/csv.ts'
import { readoutText } from '../../wording/studyFacts.ts'
import type { Look } from './look.ts'

/** Every number of the tests, a line for each network and explanation. */
export function testsTable({ result: { request }, catalogue }: Look, tests: readonly ColumnTests[]): Table {
  return {
    columns: [
      ...['model', 'draws', 'explanation', 'n', 'linf', 'classChanged', 'classChangedControl'],
      ...['median', 'quartile1', 'quartile3', 'controlMedian'],
      ...[
        'medianDifference',
        'differenceLow',
        'differenceHigh',
        'differenceControl',
        'wilcoxonW',
        'wilcoxonP',
        'matchedRankBiserial',
      ],
      ...['holmP', 'mannWhitneyU', 'mannWhitneyP', 'stars', 'rankBiserialOverAdversarial'],
      ...[
        'spearman',
        'spearmanLow',
        'spearmanHigh',
        'spearmanP',
        'spearmanControl',
        'pearson',
        'pearsonLow',
        'pearsonHigh',
        'pearsonP',
        'pearsonControl',
      ],
    ],
    rows: tests.map((each) => {
      const { paired, published } = each
      const { model, draws } = request.subjects[each.column]!
      return [
        ...[model, draws, readoutText(request.readouts[each.readout]!, request, catalogue), each.images],
        ...[each.linf, each.changed, each.changedByControl],
        ...[each.median, ...each.quartiles, each.control],
        ...(paired
          ? [
              ...[paired.difference.median, ...paired.difference.interval, paired.control],
              ...[paired.wilcoxon.statistic, paired.wilcoxon.p, paired.effect, paired.holm],
            ]
          : Array<null>(8).fill(null)),
        ...(published
          ? [published.test.statistic, published.test.p, published.stars, published.effect]
          : Array<null>(4).fill(null)),
        ...correlation(each.spearman, each.spearmanControl),
        ...correlation(each.pearson, each.pearsonControl),
      ]
    }),
  }
}

function correlation(found: Correlation | null, control: Correlation | null): readonly (number | null)[] {
  const random = control?.coefficient ?? Number.NaN
  return [
    ...(found && !Number.isNaN(found.coefficient)
      ? [found.coefficient, ...found.interval, found.p]
      : Array<null>(4).fill(null)),
    Number.isNaN(random) ? null : random,
  ]
}
