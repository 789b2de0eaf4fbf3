import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { Audit, TrialResult } from '../../../domain/trial.ts'
import { percentText, quantityText } from '../../../plots/numbers.ts'
import { Maths } from '../../controls/Maths.tsx'
import { t } from '../../messages.ts'
import { useLab } from '../../useLab.tsx'
import type { Column } from './columns.ts'
import { Readout } from './Readout.tsx'

/** One thing measured on the attacked image. */
interface Measure {
  /** Its `data-readout`. */
  readonly id: string
  readonly name: ReactNode
  readonly value: (audit: Audit) => number | null
  readonly text: (audit: Audit, classes: readonly string[]) => string
}

/** What was really applied, measured and not promised; one row each. */
export const measures: readonly Measure[] = [
  {
    id: 'linf',
    name: (
      <>
        <Maths>L</Maths>
        <sub>∞</sub>
      </>
    ),
    value: ({ linf }) => linf,
    text: ({ linf }) => quantityText(linf),
  },
  {
    id: 'l2',
    name: (
      <>
        <Maths>L</Maths>
        <sub>2</sub>
      </>
    ),
    value: ({ l2 }) => l2,
    text: ({ l2 }) => quantityText(l2),
  },
  { id: 'l0', name: t.audit.l0, value: ({ l0 }) => l0, text: ({ l0 }) => String(l0) },
  {
    id: 'clipped',
    name: t.audit.clipped,
    value: ({ clipped }) => clipped,
    text: ({ clipped }) => share(clipped),
  },
  {
    id: 'zero-pixels',
    name: t.audit.zeroPixels,
    value: ({ zeroPixels }) => zeroPixels,
    text: ({ zeroPixels }) => share(zeroPixels),
  },
  {
    id: 'zero-draws',
    name: t.audit.zeroDraws,
    value: ({ zeroDraws }) => zeroDraws,
    text: ({ zeroDraws }) => share(zeroDraws),
  },
  {
    id: 'loss-before',
    name: t.audit.lossBefore,
    value: ({ lossBefore }) => lossBefore,
    text: ({ lossBefore }) => quantityText(lossBefore),
  },
  {
    id: 'loss-after',
    name: t.audit.lossAfter,
    value: ({ lossAfter }) => lossAfter,
    text: ({ lossAfter }) => quantityText(lossAfter),
  },
  {
    id: 'prediction-kept',
    name: t.audit.prediction,
    value: ({ predictionBefore, predictionAfter }) => (predictionBefore === predictionAfter ? 1 : 0),
    text: ({ predictionBefore, predictionAfter }, classes) =>
      predictionBefore === predictionAfter
        ? t.audit.kept(nameOf(classes, predictionBefore))
        : t.audit.changed(nameOf(classes, predictionBefore), nameOf(classes, predictionAfter)),
  },
  {
    id: 'label',
    name: t.audit.label,
    value: ({ label }) => label,
    text: ({ label, labelSource }, classes) =>
      `${nameOf(classes, label)} (${t.audit.labelSource[labelSource]})`,
  },
]

/** The rows under "what the attack did". */
export function AuditRows({ columns }: { columns: readonly Column[] }) {
  return (
    <>
      {measures.map((measure) => (
        <MeasureRow key={measure.id} measure={measure} columns={columns} />
      ))}
      <ObjectiveRow columns={columns} />
    </>
  )
}

function MeasureRow({ measure, columns }: { measure: Measure; columns: readonly Column[] }) {
  return (
    <tr key={measure.id} className="audit-row" data-row={measure.id}>
      <th scope="row" className="row-head">
        {measure.name}
      </th>
      {columns.map(({ model, dataset, result, stale }) => (
        <td key={model.id} data-stale={stale}>
          {result && (
            <Readout name={measure.id} model={model.id} value={measure.value(result.audit)}>
              {measure.text(result.audit, dataset.classes)}
            </Readout>
          )}
        </td>
      ))}
    </tr>
  )
}

/** What an attack on an explanation drove up or down, in its own quantity; no row where no attack did. */
function ObjectiveRow({ columns }: { columns: readonly Column[] }) {
  if (!columns.some(({ result }) => result?.audit.objective)) return null
  return (
    <tr className="audit-row" data-row="objective">
      <th scope="row" className="row-head">
        {t.audit.objective}
      </th>
      {columns.map(({ model, result, stale }) => (
        <td key={model.id} data-stale={stale}>
          {result && <Objective result={result} model={model.id} />}
        </td>
      ))}
    </tr>
  )
}

function Objective({ result: { request, audit }, model }: { result: TrialResult; model: string }) {
  const lab = useLab()
  const drives = useStore(
    lab.offer.store,
    (offer) => offer.catalogue?.attacks.find((attack) => attack.id === request.attack.id)?.drives,
  )
  if (!audit.objective || !drives) return t.audit.noObjective
  // what is driven down is kept as its negative, which the attack raises
  const sign = drives.direction === 'down' ? -1 : 1
  const { before, after } = audit.objective
  return (
    <>
      <Readout name="objective-before" model={model} value={sign * before}>
        {quantityText(sign * before)}
      </Readout>{' '}
      {t.bench.arrow}{' '}
      <Readout name="objective-after" model={model} value={sign * after}>
        {quantityText(sign * after)}
      </Readout>
      <span className="objective-name">
        {t.audit.driven(drives.label, drives.direction)}
        {request.source && t.audit.onSource}
        {request.strength && t.audit.unscaled}
      </span>
    </>
  )
}

function share(value: number | null): string {
  return value === null ? t.audit.noGradient : percentText(value, 1)
}

function nameOf(classes: readonly string[], index: number): string {
  return classes[index] ?? String(index)
}
