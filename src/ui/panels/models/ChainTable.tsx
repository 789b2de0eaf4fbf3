import type { ChainRecord } from '../../../domain/modelCard.ts'
import { Readout } from '../bench/Readout.tsx'
import { durationText, quantity } from './quantities.ts'
import { words } from './words.ts'

const w = words.chains

export interface ChainTableProps {
  readonly model: string
  readonly chains: readonly ChainRecord[]
  /** The chain that stays lit. */
  readonly held: number | null
  readonly onPoint: (chain: number | null) => void
  readonly onHold: (chain: number) => void
}

/** One line a chain; pointing at it lights its curves. */
export function ChainTable({ model, chains, held, onPoint, onHold }: ChainTableProps) {
  return (
    <div className="card-wide">
      <table className="card-table" data-table="chains" aria-label={w.table}>
        <thead>
          <tr>
            <th scope="col">{w.columns.chain}</th>
            <Head name={w.columns.warmUp} unit={w.units.warmUp} />
            <Head name={w.columns.draws} />
            <Head name={w.columns.acceptance} unit={w.units.acceptance} />
            <Head name={w.columns.stepSize} unit={w.units.stepSize} />
            <Head name={w.columns.distance} unit={w.units.distance} />
            <Head name={w.columns.time} />
            <Head name={w.columns.commit} />
          </tr>
        </thead>
        <tbody onPointerLeave={() => onPoint(null)}>
          {chains.map((each) => (
            <tr key={each.chain} data-held={held === each.chain} onPointerEnter={() => onPoint(each.chain)}>
              <th scope="row">
                <button
                  type="button"
                  className="link-button"
                  aria-pressed={held === each.chain}
                  aria-label={w.show(each.chain)}
                  onFocus={() => onPoint(each.chain)}
                  onBlur={() => onPoint(null)}
                  onClick={() => onHold(each.chain)}
                >
                  {each.chain}
                </button>
              </th>
              <Cells model={model} chain={each} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Head({ name, unit }: { name: string; unit?: string }) {
  return (
    <th scope="col">
      {name}
      {unit && <span className="card-under">{unit}</span>}
    </th>
  )
}

function Cells({ model, chain }: { model: string; chain: ChainRecord }) {
  const { acceptance, stepSize, distance } = chain
  const last = (values: readonly number[]) => {
    const value = values.at(-1)
    return value === undefined ? '' : quantity(value)
  }
  return (
    <>
      <td>{chain.warmUp}</td>
      <td>{chain.draws}</td>
      <td>
        <Readout name={`acceptance-${chain.chain}`} model={model} value={acceptance}>
          {acceptance.toFixed(2)}
        </Readout>
      </td>
      <td>
        <Readout name={`step-size-${chain.chain}`} model={model} value={stepSize.at(-1) ?? null}>
          {last(stepSize)}
        </Readout>
      </td>
      <td>
        <Readout name={`distance-${chain.chain}`} model={model} value={distance.at(-1) ?? null}>
          {last(distance)}
        </Readout>
      </td>
      <td>{durationText(chain.seconds)}</td>
      <td>
        <code>{chain.commit}</code>
      </td>
    </>
  )
}
