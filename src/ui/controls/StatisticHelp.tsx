import type { Statistic } from '../../domain/statistics/statistic.ts'
import { FormulaView } from './FormulaView.tsx'
import { Help } from './Help.tsx'

/** A statistic, a metric: a number that has a formula. */
export type Explained = Pick<Statistic, 'id' | 'label' | 'summary' | 'formula' | 'source'>

/** What a statistic tells, how it is computed and where it comes from, one click away. */
export function StatisticHelp({ statistic: { label, summary, formula, source } }: { statistic: Explained }) {
  return (
    <Help about={label} wide>
      <div className="formula">
        <FormulaView lines={formula} />
      </div>
      <p>{summary}</p>
      <p className="note">{source}</p>
    </Help>
  )
}
