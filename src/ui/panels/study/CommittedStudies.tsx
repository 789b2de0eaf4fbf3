import { useStore } from 'zustand'
import { protocols } from '../../../domain/conventions.ts'
import type { ResultSummary } from '../../../domain/resultIndex.ts'
import { lastResult } from '../../../store/lanes.ts'
import { showShipped } from '../../../store/studyChanges.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { words } from './words.ts'

/** What there is to look at before anybody has run a study: the committed results, each in both readings of the paper. */
export function CommittedStudies() {
  const lab = useLab()
  const make = useChange()
  const lane = useStore(lab.resultList.store, (lanes) => lanes.index)
  const rows = byLabel(lastResult(lane) ?? [])
  if (rows.length === 0) return null
  return (
    <table className="study-committed">
      <caption>{words.shippedGroup}</caption>
      <tbody>
        {rows.map(([label, studies]) => (
          <tr key={label}>
            <th scope="row">
              {label} <span className="note">{words.committedSize(numbersOfImages(studies))}</span>
            </th>
            <td>
              {studies.map(({ id, protocol }) => (
                <button
                  key={id}
                  type="button"
                  className="button quiet"
                  aria-label={`${label}, ${protocols[protocol].label}`}
                  onClick={() => make(showShipped(id))}
                >
                  {protocols[protocol].label}
                </button>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Studies that differ in nothing but the reading of the paper, in one row. */
function byLabel(results: readonly ResultSummary[]): readonly [label: string, studies: ResultSummary[]][] {
  const rows = new Map<string, ResultSummary[]>()
  for (const result of results) {
    if (result.kind !== 'study') continue
    const ending = `, ${protocols[result.protocol].label}`
    const label = result.label.endsWith(ending) ? result.label.slice(0, -ending.length) : result.label
    rows.set(label, [...(rows.get(label) ?? []), result])
  }
  return [...rows]
}

/** "500", or "100 or 500" where the readings differ. */
function numbersOfImages(studies: readonly ResultSummary[]): string {
  return [...new Set(studies.map(({ images }) => images))].sort((a, b) => a - b).join(' or ')
}
