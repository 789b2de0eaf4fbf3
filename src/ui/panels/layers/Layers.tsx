import { type CSSProperties, type RefObject, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { type SymmetricScale, scalesOf } from '../../../domain/scale.ts'
import type { LayerCell as Cell, LayersResult } from '../../../domain/trial.ts'
import { shareText } from '../../../plots/numbers.ts'
import { ProgressHairline } from '../../../plots/ProgressHairline.tsx'
import { setModel } from '../../../store/changes.ts'
import { lastResult } from '../../../store/lanes.ts'
import type { Scene } from '../../../store/scene.ts'
import { ExportMenu } from '../../controls/ExportMenu.tsx'
import { Menu } from '../../controls/Menu.tsx'
import { t } from '../../messages.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { doingText } from '../../wording/doing.ts'
import { RowScale } from '../bench/RowScale.tsx'
import { LayerCell } from './LayerCell.tsx'
import { RuleHead } from './RuleHead.tsx'

/** One network: layers by rules, before and after the attack. */
export function Layers({ scene }: { scene: Scene }) {
  const lab = useLab()
  const lane = useStore(lab.layers.store, (lanes) => lanes.layers)
  const result = lastResult(lane)
  const scales = useMemo(() => (result ? layerScales(result, scene.scope) : null), [result, scene.scope])
  const progress = lane?.status === 'running' ? (lane.progress ?? { step: 0, of: 0 }) : null
  const stale = lane?.status !== 'done'
  const table = useRef<HTMLTableElement>(null)
  if (scene.model.dataset !== scene.dataset.id)
    return <p className="opening">{t.bench.noColumns(scene.dataset.label)}</p>
  return (
    <div className="layers">
      <div className="layers-head">
        <NetworkMenu scene={scene} />
        <p className="note">{(progress?.loading && doingText(progress, scene.model.id)) ?? t.layers.intro}</p>
        {result && <LayersExport scene={scene} result={result} picture={table} />}
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
      {result && scales && (
        <Matrix scene={scene} result={result} scales={scales} stale={stale} picture={table} />
      )}
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

interface LayersExportProps {
  readonly scene: Scene
  readonly result: LayersResult
  readonly picture: RefObject<HTMLTableElement | null>
}

// fetched when somebody exports
const files = () => import('./layersExport.ts')

function LayersExport({ scene, result, picture }: LayersExportProps) {
  const lab = useLab()
  const catalogue = useStore(lab.offer.store, (offer) => offer.catalogue)
  if (!catalogue) return null
  return (
    <ExportMenu
      name="layers"
      title={t.layers.title}
      picture={picture}
      caption={async () => (await files()).layersCaption(result, catalogue, scene)}
      table={async () => (await files()).layersTable(result)}
      json={() => result}
    />
  )
}

interface MatrixProps {
  readonly scene: Scene
  readonly result: LayersResult
  readonly scales: readonly (readonly SymmetricScale[])[]
  readonly stale: boolean
  readonly picture: RefObject<HTMLTableElement | null>
}

function Matrix({ scene, result, scales, stale, picture }: MatrixProps) {
  const lab = useLab()
  const model = useStore(lab.offer.store, (offer) =>
    offer.catalogue?.models.find((each) => each.id === result.request.model),
  )
  if (!model) return null
  const rules = result.request.rules
  const last = model.layers.length - 1
  return (
    <div className="bench-scroll">
      <table
        ref={picture}
        className="layers-table"
        aria-label={t.layers.table}
        style={{ '--columns': rules.length } as CSSProperties}
      >
        <thead>
          <tr>
            <td className="corner">
              <p className="note">{t.bench.chance(shareText(result.request.k / 100))}</p>
              <p className="note">{t.bench.hollow}</p>
            </td>
            {rules.map((rule) => (
              <th key={rule.id} scope="col" className="column-head">
                <RuleHead rule={rule} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {model.layers.map((name, layer) => (
            <tr key={name} data-layer={layer}>
              <th scope="row" className="row-head">
                <div className="row-name">
                  <span className="row-title">{layer === last ? t.rail.output : name}</span>
                  <RowScale scale={scene.scope === 'map' ? null : (scales[layer]?.[0] ?? null)} />
                </div>
              </th>
              {cellsOf(result, layer).map((cell, column) => (
                <td key={cell.rule.id}>
                  <LayerCell
                    cell={cell}
                    model={model}
                    dataset={scene.dataset}
                    k={result.request.k}
                    scales={[scales[layer]![2 * column]!, scales[layer]![2 * column + 1]!]}
                    scope={scene.scope}
                    stale={stale}
                    chosen={cell.rule.id === scene.rule.entry.id && layer === (scene.layer ?? last)}
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

/** A row of the table: one layer, since relevance of different layers has different units. */
function layerScales(result: LayersResult, scope: Scene['scope']) {
  const layers = [...new Set(result.cells.map((cell) => cell.layer))].toSorted((a, b) => a - b)
  const rows = layers.map((layer) =>
    cellsOf(result, layer).flatMap((cell) => [cell.clean.mean, cell.attacked.mean]),
  )
  return scalesOf(rows, scope)
}

/** The cells of one layer in the order of the rules. */
function cellsOf({ cells, request }: LayersResult, layer: number): readonly Cell[] {
  return request.rules.flatMap(
    (rule) => cells.find((cell) => cell.layer === layer && cell.rule.id === rule.id) ?? [],
  )
}
