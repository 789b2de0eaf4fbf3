import type { Family } from '../../../domain/catalogue.ts'
import type { ModelCard, ReliabilityBin } from '../../../domain/modelCard.ts'
import { ReliabilityDiagram } from '../../../plots/ReliabilityDiagram.tsx'
import { percent, wholeNumber } from './quantities.ts'
import { confidenceOf } from './sentences.ts'
import { words } from './words.ts'

const w = words.calibration

/** How sure the network is, beside how often it is right. */
export function Calibration({ card, family }: { card: ModelCard; family: Family }) {
  const filled = card.evaluation.reliability.filter((bin) => bin.count > 0)
  if (filled.length === 0) return null
  return (
    <section className="card-part">
      <h3>{w.title}</h3>
      <div className="card-beside">
        <div className="card-text">
          <p>{confidenceOf(card.evaluation).sentence}</p>
          <p className="note">{w.legend}</p>
          <details>
            <summary>{w.table}</summary>
            <Bins bins={filled} />
          </details>
        </div>
        <ReliabilityDiagram bins={filled} family={family} label={w.diagram} />
      </div>
    </section>
  )
}

function Bins({ bins }: { bins: readonly ReliabilityBin[] }) {
  return (
    <table className="card-table">
      <caption className="spoken">{w.diagram}</caption>
      <thead>
        <tr>
          {w.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {bins.map(({ from, to, count, confidence, accuracy }) => (
          <tr key={from}>
            <th scope="row">{w.bin(percent(from, 0), percent(to, 0))}</th>
            <td>{wholeNumber(count)}</td>
            <td>{percent(confidence, 1)} %</td>
            <td>{percent(accuracy, 1)} %</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
