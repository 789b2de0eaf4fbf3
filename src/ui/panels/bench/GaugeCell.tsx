import { useStore } from 'zustand'
import { RobustnessGauge } from '../../../plots/RobustnessGauge.tsx'
import { useLab } from '../../useLab.tsx'
import { networkName } from '../../wording/networkName.ts'
import type { Column } from './columns.ts'

/** A robustness between 0 and 1, with chance and the random control on the same line. */
export function GaugeCell({ column, metric }: { column: Column; metric: string }) {
  const lab = useLab()
  const entry = useStore(lab.offer.store, (offer) =>
    offer.catalogue?.metrics.find((each) => each.id === metric),
  )
  const { model, result, stale } = column
  const value = result?.metrics[metric]
  if (!result || value === undefined) return <div className="gauge-waiting" />
  const control = result.control.metrics[metric]
  return (
    <RobustnessGauge
      metric={metric}
      value={value}
      model={model.id}
      family={model.family}
      label={`${entry?.label ?? metric}, ${networkName(model)}`}
      dimmed={stale}
      {...(entry?.chance ? { chance: result.request.k / 100 } : {})}
      {...(control === undefined ? {} : { control })}
    />
  )
}
