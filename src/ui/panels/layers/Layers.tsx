import { type CSSProperties, useMemo } from 'react'
import { useStore } from 'zustand'
import { type SymmetricScale, scalesOf } from '../../../domain/scale.ts'
import type { LayerCell as Cell, Choice, LayersResult } from '../../../domain/trial.ts'
import { ProgressHairline } from '../../../plots/ProgressHairline.tsx'
import { setModel } from '../../../store/changes.ts'
import { lastResult } from '../../../store/lanes.ts'
import type { Scene } from '../../../store/scene.ts'
import { Menu } from '../../controls/Menu.tsx'
import { t } from '../../messages.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { LayerCell } from './LayerCell.tsx'
import { RuleHead } from './RuleHead.tsx'

/** One network: rules by layers, before and after the attack. */
export function Layers({ scene }: { scene: Scene }) {
  const lab = useLab()
  const lane = useStore(lab.layers.store, (lanes) => lanes.layers)
  const result = lastResult(lane)
  const scales = useMemo(() => (result ? layerScales(result, scene.scope) : null), [result, scene.scope])
  const progress = lane?.status === 'running' ? (lane.progress ?? { step: 0, of: 0 }) : null
  const stale = lane?.status !== 'done'
  return (
    <div className="layers">
      <div className="layers-head">
        <NetworkMenu scene={scene} />
        <p className="note">{t.layers.intro}</p>
      </div>
      <ProgressHairline progress={progress} />
      {lane?.status === 'failed' && (
        <div className="column-error" role="alert">
          <p>{lane.message}</p>
          <button type="button" className="button" onClick={() => void lab.layers.retry('layers')}>
            {t.tryAgain}
          </button>
        </div>
      )}
      {result && scales && <Matrix scene={scene} result={result} scales={scales} stale={stale} />}
    </div>
  )
}

function NetworkMenu({ scene }: { scene: Scene }) {
  const lab = useLab()
  const make = useChange()
  const models = useStore(lab.offer.store, (offer) => offer.catalogue?.models ?? [])
  const own = models.filter((model) => model.dataset === scene.dataset.id)
  return (
    <Menu
      label={t.layers.network}
      value={scene.model.id}
      options={own.map((model) => ({
        value: model.id,
        label: `${model.label} · ${t.bench.architecture(model.architecture, model.hidden)}`,
      }))}
      onChange={(id) => make(setModel(id))}
    />
  )
}

interface MatrixProps {
  readonly scene: Scene
  readonly result: LayersResult
  readonly scales: readonly (readonly SymmetricScale[])[]
  readonly stale: boolean
}

function Matrix({ scene, result, scales, stale }: MatrixProps) {
  const lab = useLab()
  const model = useStore(lab.offer.store, (offer) =>
    offer.catalogue?.models.find((each) => each.id === result.request.model),
  )
  if (!model) return null
  const rules = result.request.rules
  return (
    <div className="bench-scroll">
      <table
        className="layers-table"
        aria-label={t.layers.table}
        style={{ '--columns': model.layers.length } as CSSProperties}
      >
        <thead>
          <tr>
            <td className="corner" />
            {model.layers.map((name, layer) => (
              <th key={name} scope="col" className="column-head">
                {layer === model.layers.length - 1 ? t.rail.output : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, at) => (
            <tr key={rule.id} data-rule={rule.id}>
              <th scope="row" className="row-head">
                <RuleHead rule={rule} scope={scene.scope} scale={scales[at]?.[0] ?? null} />
              </th>
              {cellsOf(result, rule).map((cell) => (
                <td key={cell.layer}>
                  <LayerCell
                    cell={cell}
                    model={model}
                    dataset={scene.dataset}
                    k={result.request.k}
                    scales={[scales[at]![2 * cell.layer]!, scales[at]![2 * cell.layer + 1]!]}
                    scope={scene.scope}
                    stale={stale}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A row of the table: one rule, all layers, before and after each. */
function layerScales(result: LayersResult, scope: Scene['scope']) {
  const rows = result.request.rules.map((rule) =>
    cellsOf(result, rule).flatMap((cell) => [cell.clean.mean, cell.attacked.mean]),
  )
  return scalesOf(rows, scope)
}

function cellsOf(result: LayersResult, rule: Choice): readonly Cell[] {
  return result.cells.filter((cell) => cell.rule.id === rule.id).toSorted((a, b) => a.layer - b.layer)
}
