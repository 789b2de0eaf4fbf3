import type { Convergence } from '../../../domain/modelCard.ts'
import { Readout } from '../bench/Readout.tsx'
import { rHatText } from './sentences.ts'
import { words } from './words.ts'

const w = words.chains

export interface AgreementProps {
  readonly model: string
  readonly convergence: Convergence
  /** All draws of all chains. */
  readonly draws: number
}

/** Split R-hat and effective sample size of what the network says about the test images. */
export function Agreement({ model, convergence, draws }: AgreementProps) {
  const { chains, drawsPerChain, logLikelihood, probabilities } = convergence
  const { images, rHat, effectiveSampleSize } = probabilities
  const rows = [
    { id: 'log-likelihood', label: w.logLikelihood, ...logLikelihood },
    {
      id: 'probability-median',
      label: w.median(images),
      rHat: rHat.median,
      effectiveSampleSize: effectiveSampleSize.median,
    },
    {
      id: 'probability-worst',
      label: w.worst(images),
      rHat: rHat.worst,
      effectiveSampleSize: effectiveSampleSize.worst,
    },
  ]
  return (
    <div className="card-wide">
      <table className="card-table" data-table="agreement">
        <caption>{w.agreementCaption(chains, drawsPerChain)}</caption>
        <thead>
          <tr>
            <th scope="col">{w.quantity}</th>
            <th scope="col">{w.rHat}</th>
            <th scope="col">
              {w.effective}
              <span className="card-under">{w.outOf(draws)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.label}</th>
              <td>
                <Readout name={`r-hat-${row.id}`} model={model} value={row.rHat}>
                  {rHatText(row.rHat)}
                </Readout>
              </td>
              <td>
                <Readout
                  name={`effective-sample-size-${row.id}`}
                  model={model}
                  value={row.effectiveSampleSize}
                >
                  {row.effectiveSampleSize.toFixed(0)}
                </Readout>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
