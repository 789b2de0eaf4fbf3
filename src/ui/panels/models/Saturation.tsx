import type { Family } from '../../../domain/catalogue.ts'
import type { ModelCard } from '../../../domain/modelCard.ts'
import { mean } from '../../../domain/statistics/mean.ts'
import { DrawShares } from '../../../plots/DrawShares.tsx'
import { Readout } from '../bench/Readout.tsx'
import { exactPercent } from './quantities.ts'
import { saturationSentence } from './sentences.ts'
import { words } from './words.ts'

const w = words.saturation
const readings = ['defined', 'released'] as const

/** Images on which there is no gradient to follow, under both readings of it. */
export function Saturation({ card, family }: { card: ModelCard; family: Family }) {
  const { saturation } = card.evaluation
  if (readings.every((reading) => saturation[reading].length === 0)) return null
  const several = readings.some((reading) => saturation[reading].length > 1)
  const some = readings.some((reading) => saturation[reading].some((share) => share > 0))
  return (
    <section className="card-part">
      <h3>{w.title}</h3>
      <div className={several && some ? 'card-beside' : undefined}>
        <div className="card-text">
          <p>{saturationSentence(saturation)}</p>
          <Table card={card} several={several} />
        </div>
        {several && some && (
          <DrawShares
            rows={readings.map((reading) => ({ label: w.reading[reading], values: saturation[reading] }))}
            family={family}
            label={w.plot}
            xLabel={w.axis}
          />
        )}
      </div>
    </section>
  )
}

function Table({ card, several }: { card: ModelCard; several: boolean }) {
  return (
    <table className="card-table">
      <caption>{w.caption}</caption>
      <thead>
        <tr>
          {(several ? w.columns : w.single).map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {readings.map((reading) => {
          const shares = card.evaluation.saturation[reading]
          if (shares.length === 0) return null
          return (
            <tr key={reading}>
              <th scope="row">
                {w.reading[reading]}
                <span className="card-under">{w.readingNote[reading]}</span>
              </th>
              <td>
                <Readout name={`saturation-${reading}`} model={card.id} value={mean(shares)}>
                  {exactPercent(mean(shares))} %
                </Readout>
              </td>
              {several && <td>{exactPercent(Math.min(...shares))} %</td>}
              {several && <td>{exactPercent(Math.max(...shares))} %</td>}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
