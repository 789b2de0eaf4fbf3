import { useMemo } from 'react'
import type { DatasetEntry, ModelEntry } from '../../../domain/catalogue.ts'
import { reachToTell, type ScaleScope, type SymmetricScale } from '../../../domain/scale.ts'
import type { LayerCell as Cell } from '../../../domain/trial.ts'
import { Heatmap } from '../../../plots/Heatmap.tsx'
import { quantityText, shareText } from '../../../plots/numbers.ts'
import { RobustnessGauge } from '../../../plots/RobustnessGauge.tsx'
import { t } from '../../messages.ts'
import { networkName } from '../../wording/networkName.ts'
import { usePixelFocus } from '../usePixelFocus.ts'

export interface LayerCellProps {
  readonly cell: Cell
  readonly model: ModelEntry
  readonly dataset: DatasetEntry
  readonly k: number
  /** Before and after. */
  readonly scales: readonly [SymmetricScale, SymmetricScale]
  readonly scope: ScaleScope
  readonly stale: boolean
  /** Whether it is the explanation that the rail has chosen. */
  readonly chosen: boolean
}

/** One rule at one layer: before, after, and how many of the top pixels stayed. */
export function LayerCell({ cell, model, dataset, k, scales, scope, stale, chosen }: LayerCellProps) {
  const focus = usePixelFocus()
  const layer = cell.layer === model.layers.length - 1 ? t.rail.output : (model.layers[cell.layer] ?? '')
  const [before, after] = useMemo(
    () =>
      [
        reachToTell(cell.clean.mean, scales[0], scope),
        reachToTell(cell.attacked.mean, scales[1], scope),
      ] as const,
    [cell, scales[0], scales[1], scope],
  )
  const stages = [
    { stage: 'clean', word: t.layers.before, heatmap: cell.clean, scale: scales[0], reach: before },
    { stage: 'attacked', word: t.layers.after, heatmap: cell.attacked, scale: scales[1], reach: after },
  ]
  return (
    <div className="layer-cell" data-rule={cell.rule.id} data-layer={cell.layer} aria-current={chosen}>
      {stages.map(({ stage, word, heatmap, scale, reach }) => (
        <figure key={stage} className="layer-map">
          <Heatmap
            values={heatmap.mean}
            shape={dataset.shape}
            scale={scale}
            stage={stage}
            model={model.id}
            label={t.layers.name(word, cell.rule.id, layer, networkName(model))}
            dimmed={stale}
            {...focus}
          />
          <figcaption className="note">
            {word}
            {reach !== null && ` · ${t.bench[scope === 'map' ? 'ownRange' : 'faint'](quantityText(reach))}`}
          </figcaption>
        </figure>
      ))}
      <div className="layer-gauge">
        <RobustnessGauge
          metric="lrp-robustness"
          value={cell.lrpRobustness}
          model={model.id}
          family={model.family}
          label={t.layers.robustness(cell.rule.id, layer)}
          chance={k / 100}
          control={cell.lrpRobustnessControl}
          dimmed={stale}
        />
        <span className="note" data-readout="control-lrp-robustness" data-value={cell.lrpRobustnessControl}>
          {t.layers.control(shareText(cell.lrpRobustnessControl))}
        </span>
      </div>
    </div>
  )
}
