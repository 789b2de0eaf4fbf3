import { useStore } from 'zustand'
import { resolve } from '../../../domain/parameters.ts'
import type { Choice } from '../../../domain/trial.ts'
import { Maths } from '../../controls/Maths.tsx'
import { useLab } from '../../useLab.tsx'

/** A rule by name, with the parameters it ran with. */
export function RuleHead({ rule }: { rule: Choice }) {
  const lab = useLab()
  const entry = useStore(lab.offer.store, (offer) =>
    offer.catalogue?.rules.find((each) => each.id === rule.id),
  )
  if (!entry) return rule.id
  const values = resolve(`rule ${rule.id}`, entry.parameters, rule.parameters)
  return (
    <>
      <span>{entry.label}</span>
      {Object.entries(entry.parameters).map(([name, spec]) => (
        <span key={name} className="row-note">
          {' · '}
          {spec.symbol ? <Maths>{spec.symbol}</Maths> : spec.label} {String(values[name])}
        </span>
      ))}
    </>
  )
}
