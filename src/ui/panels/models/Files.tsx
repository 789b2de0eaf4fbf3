import type { ModelCard, ModelFile } from '../../../domain/modelCard.ts'
import { Readout } from '../bench/Readout.tsx'
import { Command } from './Command.tsx'
import { bytesText } from './quantities.ts'
import { words } from './words.ts'

const w = words.files
/** As many files as can stand open without pushing the rest away. */
const few = 4

/** What the network consists of on disk, each file with its checksum. */
export function Files({ card: { id, files } }: { card: ModelCard }) {
  if (files.length === 0) return null
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return (
    <section className="card-part">
      <h3>{w.title}</h3>
      <details open={files.length <= few}>
        <summary>
          <Readout name="bytes" model={id} value={bytes}>
            {w.caption(w.count(files.length), bytesText(bytes))}
          </Readout>{' '}
          <code>models/{id}/</code>
        </summary>
        <Table files={files} />
      </details>
      <p className="card-command">
        {w.check} <Command text="npm run models" />
      </p>
    </section>
  )
}

function Table({ files }: { files: readonly ModelFile[] }) {
  return (
    <div className="card-wide">
      <table className="card-table" data-table="files">
        <thead>
          <tr>
            <th scope="col">{w.columns.name}</th>
            <th scope="col">{w.columns.bytes}</th>
            <th scope="col">{w.columns.sha256}</th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ name, bytes, sha256 }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>{bytesText(bytes)}</td>
              <td className="checksum">
                <code>{sha256}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
