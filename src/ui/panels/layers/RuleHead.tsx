import { useStore } from 'zustand'
import { resolve } from '../../../domain/parameters.ts'
import type { ScaleScope, SymmetricScale } from '../../../domain/scale.ts'
import type { Choice } from '../../../domain/trial.ts'
import { Maths } from '../../controls/Maths.tsx'
import { useLab } from '../../useLab.tsx'
import { RowScale } from '../bench/RowScale.tsx'

export interface RuleHeadProps {
  readonly rule: Choice
  readonly scope: ScaleScope
  readonly scale: SymmetricScale | null
}

/** A rule by name, with the parameters it ran with. */
export function RuleHead({ rule, scope, scale }: RuleHeadProps) {
  const lab = useLab()
  const entry = useStore(lab.offer.store, (offer) =>
    offer.catalogue?.rules.find((each) => each.id === rule.id),
  )
  if (!entry) return rule.id
  const values = resolve(`rule ${rule.id}`, entry.parameters, rule.parameters)
  return (
    <div className="row-name">
      <span className="row-title">{entry.label}</span>
      {Object.entries(entry.parameters).map(([name, spec]) => (
        <span key={name} className="row-note">
          {spec.symbol ? <Maths>{spec.symbol}</Maths> : spec.label} {String(values[name])}
        </span>
      ))}
      <RowScale scale={scope === 'map' ? null : scale} />
    </div>
  )
}
