import { type Explained, StatisticHelp } from './StatisticHelp.tsx'

/** The statistics that a figure is made of, each with its formula one click away. */
export function StatisticNames({ of }: { of: readonly Explained[] }) {
  return (
    <span className="statistics" data-export="off">
      {of.map((each) => (
        <span key={each.id} className="statistic" data-statistic={each.id}>
          {each.label} <StatisticHelp statistic={each} />
        </span>
      ))}
    </span>
  )
}
