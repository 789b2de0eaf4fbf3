import { type CSSProperties, lazy, Suspense, useRef, useState } from 'react'
import type { Scene } from '../../../store/scene.ts'
import { t } from '../../messages.ts'
import { AddNetwork } from './AddNetwork.tsx'
import { AuditRows } from './auditRows.tsx'
import { BenchExport } from './BenchExport.tsx'
import { ColumnHead } from './ColumnHead.tsx'
import { useColumns } from './columns.ts'
import { Lead } from './Lead.tsx'
import { benchRows } from './rows.tsx'
import { tourRows } from './tourRows.ts'

// fetched when somebody asks for a film, or why
const Film = lazy(async () => ({ default: (await import('./film/Film.tsx')).Film }))
const Tour = lazy(async () => ({ default: (await import('./Tour.tsx')).Tour }))

/** Networks side by side: what the attack did to what they say and to why they say it. */
export function Bench({ scene }: { scene: Scene }) {
  const columns = useColumns(scene)
  const [step, setStep] = useState<number | null>(null)
  const [first] = columns
  const table = useRef<HTMLTableElement>(null)
  const filmed = columns.find((column) => column.model.id === scene.film?.model.id)
  const lit = step === null ? undefined : tourRows[step]
  if (!first) return <p className="opening">{t.bench.noColumns(scene.dataset.label)}</p>
  return (
    <div className="bench" data-touring={step !== null}>
      <Lead column={first} computing={columns.some((each) => each.stale)} onWhy={() => setStep(0)} />
      <div className="bench-scroll">
        <table
          ref={table}
          className="bench-table"
          aria-label={t.bench.table}
          style={{ '--columns': columns.length } as CSSProperties}
        >
          <thead>
            <tr>
              <td className="corner">
                <AddNetwork scene={scene} />
                <BenchExport scene={scene} columns={columns} picture={table} />
              </td>
              {columns.map((column) => (
                <ColumnHead key={column.model.id} column={column} removable={columns.length > 1} />
              ))}
            </tr>
          </thead>
          <tbody>
            {benchRows.map(({ id, Head, Cell }) => (
              <tr
                key={id}
                data-row={id}
                data-lit={lit === undefined ? undefined : lit === id || lit === 'all'}
              >
                <th scope="row" className="row-head">
                  <Head columns={columns} scene={scene} />
                </th>
                {columns.map((column) => (
                  <td key={column.model.id} data-stale={column.stale}>
                    <Cell column={column} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tbody>
            <tr className="group-row">
              <th scope="rowgroup" className="row-head" colSpan={columns.length + 1}>
                <span className="group-title">{t.bench.rows.audit}</span>
                <span className="row-note">{t.bench.rowNotes.audit}</span>
              </th>
            </tr>
            <AuditRows columns={columns} />
          </tbody>
        </table>
      </div>
      {filmed && (
        <Suspense>
          <Film key={filmed.model.id} column={filmed} step={scene.film?.step} />
        </Suspense>
      )}
      {step !== null && first.result && (
        <Suspense>
          <Tour result={first.result} classes={first.dataset.classes} step={step} onStep={setStep} />
        </Suspense>
      )}
    </div>
  )
}
