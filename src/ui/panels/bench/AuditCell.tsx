import type { ReactNode } from 'react'
import { quantityText } from '../../../plots/numbers.ts'
import { t } from '../../messages.ts'
import { percentText } from '../../wording/numbers.ts'
import type { Column } from './columns.ts'
import { Readout } from './Readout.tsx'

/** What was really applied, measured on the attacked image. */
export function AuditCell({ column }: { column: Column }) {
  const { result, model, dataset } = column
  if (!result) return null
  const { audit } = result
  const name = (index: number) => dataset.classes[index] ?? String(index)
  const share = (value: number | null) => (value === null ? t.audit.noGradient : `${percentText(value)} %`)
  return (
    <dl className="audit">
      <Fact label={t.audit.linf} name="linf" model={model.id} value={audit.linf}>
        {quantityText(audit.linf)}
      </Fact>
      <Fact label={t.audit.l2} name="l2" model={model.id} value={audit.l2}>
        {quantityText(audit.l2)}
      </Fact>
      <Fact label={t.audit.l0} name="l0" model={model.id} value={audit.l0}>
        {t.audit.pixels(audit.l0)}
      </Fact>
      <Fact label={t.audit.clipped} name="clipped" model={model.id} value={audit.clipped}>
        {share(audit.clipped)}
      </Fact>
      <Fact label={t.audit.zeroPixels} name="zero-pixels" model={model.id} value={audit.zeroPixels}>
        {share(audit.zeroPixels)}
      </Fact>
      <Fact label={t.audit.zeroDraws} name="zero-draws" model={model.id} value={audit.zeroDraws}>
        {share(audit.zeroDraws)}
      </Fact>
      <Fact label={t.audit.loss} name="loss-before" model={model.id} value={audit.lossBefore}>
        {quantityText(audit.lossBefore)} {t.bench.arrow}{' '}
        <Readout name="loss-after" model={model.id} value={audit.lossAfter}>
          {quantityText(audit.lossAfter)}
        </Readout>
      </Fact>
      <Fact
        label={t.audit.prediction}
        name="prediction-kept"
        model={model.id}
        value={audit.predictionBefore === audit.predictionAfter ? 1 : 0}
      >
        {audit.predictionBefore === audit.predictionAfter
          ? t.audit.kept(name(audit.predictionBefore))
          : t.audit.changed(name(audit.predictionBefore), name(audit.predictionAfter))}
      </Fact>
      <Fact label={t.audit.label} name="label" model={model.id} value={audit.label}>
        {name(audit.label)} ({t.audit.labelSource[audit.labelSource]})
      </Fact>
    </dl>
  )
}

interface FactProps {
  readonly label: string
  readonly name: string
  readonly model: string
  readonly value: number | null
  readonly children: ReactNode
}

export function Fact({ label, children, ...readout }: FactProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Readout {...readout}>{children}</Readout>
      </dd>
    </div>
  )
}
