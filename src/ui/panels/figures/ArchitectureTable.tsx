import type { ArchitectureEntry, Catalogue, LayerEntry } from '../../../domain/catalogue.ts'
import type { ArchitectureBody } from './figure.ts'
import { words } from './words.ts'

const w = words.architecture

/** Tables I and II: every step of a network, its shape and its parameters, for both hidden sizes. */
export function ArchitectureTable({ body, catalogue }: { body: ArchitectureBody; catalogue: Catalogue }) {
  const networks = body.published.flatMap(({ hidden, parameters }) => {
    const entry = catalogue.architectures.find(
      (each) => each.id === body.architecture && each.hidden === hidden,
    )
    return entry ? [{ entry, parameters }] : []
  })
  const [first] = networks
  if (!first) return <p className="muted">{w.missing}</p>
  return (
    <div className="figure-wide">
      <table className="figure-table" data-table="architecture">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {w.index}
            </th>
            <th scope="col" rowSpan={2}>
              {w.layer}
            </th>
            {networks.map(({ entry }) => (
              <th key={entry.hidden} scope="colgroup" colSpan={2}>
                {w.hidden(entry.hidden)}
              </th>
            ))}
          </tr>
          <tr>
            {networks.flatMap(({ entry }) => [
              <th key={`output ${entry.hidden}`} scope="col">
                {w.output}
              </th>,
              <th key={`parameters ${entry.hidden}`} scope="col">
                {w.parameters}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {first.entry.layers.map((layer, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a layer is known by
            <tr key={i}>
              <td>{i}</td>
              <th scope="row">{kindText(layer)}</th>
              {networks.map(({ entry }) => (
                <Cells key={entry.hidden} layer={entry.layers[i]!} />
              ))}
            </tr>
          ))}
          <tr>
            <td />
            <th scope="row">{w.total}</th>
            {networks.map(({ entry, parameters }) => (
              <Total key={entry.hidden} entry={entry} published={parameters} />
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

function Cells({ layer: { output, parameters } }: { layer: LayerEntry }) {
  const shape = output[0] === 1 && output[1] === 1 ? output.slice(2) : output
  return (
    <>
      <td>{shape.map((side) => side.toLocaleString('en-US')).join(' × ')}</td>
      <td>{parameters === 0 ? words.numbers.none : parameters.toLocaleString('en-US')}</td>
    </>
  )
}

function Total({ entry, published }: { entry: ArchitectureEntry; published: number }) {
  const total = totalOf(entry)
  return (
    <>
      <td />
      <td data-readout={`parameters-${entry.hidden}`} data-value={total}>
        {total.toLocaleString('en-US')}
        <span className="number-under">
          {w.published(published === total, published.toLocaleString('en-US'))}
        </span>
      </td>
    </>
  )
}

function totalOf({ layers }: ArchitectureEntry): number {
  return layers.reduce((sum, { parameters }) => sum + parameters, 0)
}

function kindText({ kind, size = 0, stride = 0, slope = 0 }: LayerEntry): string {
  switch (kind) {
    case 'conv':
      return w.kinds.conv(size)
    case 'maxPool':
      return w.kinds.maxPool(size, stride)
    case 'leakyRelu':
      return w.kinds.leakyRelu(slope)
    case 'dense':
    case 'flatten':
      return w.kinds[kind]
    default:
      return kind satisfies never
  }
}
