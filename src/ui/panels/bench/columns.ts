import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { DatasetEntry, ModelEntry } from '../../../domain/catalogue.ts'
import { type ScaleScope, type SymmetricScale, scalesOf } from '../../../domain/scale.ts'
import type { Stage, TrialRequest, TrialResult } from '../../../domain/trial.ts'
import { type Lane, lastResult } from '../../../store/lanes.ts'
import type { Scene } from '../../../store/scene.ts'
import { useLab } from '../../useLab.tsx'
import { differenceOf } from '../../wording/difference.ts'
import { type Warning, warningsOf } from '../../wording/warnings.ts'

/** One network and what is known of it: the rows are ways to look at this value. */
export interface Column {
  readonly model: ModelEntry
  readonly dataset: DatasetEntry
  readonly lane: Lane<TrialRequest, TrialResult> | undefined
  readonly result: TrialResult | null
  /** The result is of an earlier request. */
  readonly stale: boolean
  readonly warnings: readonly Warning[]
  readonly scales: Readonly<Record<MapRow, SymmetricScale>>
  readonly scope: ScaleScope
}

/** The rows that show signed relevance. */
export const mapRows = ['clean', 'attacked', 'difference', 'random'] as const
export type MapRow = (typeof mapRows)[number]
/** Those that explain one picture. */
export type ExplanationRow = Exclude<MapRow, 'difference'>

export function relevanceOf(row: MapRow, result: TrialResult): Float32Array {
  return row === 'difference' ? differenceOf(result).values : stageOf(row, result).heatmap.mean
}

/** The picture that a row explains. */
export function stageOf(row: ExplanationRow, result: TrialResult): Stage {
  return row === 'random' ? result.control : result[row]
}

export function useColumns(scene: Scene): readonly Column[] {
  const lab = useLab()
  const lanes = useStore(lab.trials.store)
  const { models, dataset, scope } = scene
  const results = useStore(
    lab.trials.store,
    useShallow((table) => models.map((model) => lastResult(table[model.id]))),
  )
  const scales = useMemo(() => columnScales(results, scope), [scope, results])
  const warnings = useMemo(
    () => results.map((result) => (result ? warningsOf(result, dataset.classes) : [])),
    [dataset, results],
  )
  return models.map((model, at) => {
    const lane = lanes[model.id]
    return {
      model,
      dataset,
      lane,
      result: results[at] ?? null,
      stale: lane?.status !== 'done',
      warnings: warnings[at] ?? [],
      scales: scales[at]!,
      scope,
    }
  })
}

/** One scale a map row for every column; networks still computing take part in none. */
function columnScales(
  results: readonly (TrialResult | null)[],
  scope: ScaleScope,
): readonly Column['scales'][] {
  const rows = mapRows.map((row) => results.map((result) => (result ? relevanceOf(row, result) : undefined)))
  const scales = scalesOf(rows, scope)
  return results.map(
    (_, at) =>
      Object.fromEntries(mapRows.map((row, i) => [row, scales[i]![at]!])) as Record<MapRow, SymmetricScale>,
  )
}
