import type { Statistic } from '../../domain/statistics/statistic.ts'
import { FormulaView } from './FormulaView.tsx'
import { Help } from './Help.tsx'

/** What a statistic tells, how it is computed and where it comes from, one click away. */
export function StatisticHelp({ statistic: { label, summary, formula, source } }: { statistic: Statistic }) {
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
