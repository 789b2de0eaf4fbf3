import type { ComponentType } from 'react'
import type { Scene } from '../../../store/scene.ts'
import { ControlCell } from './ControlCell.tsx'
import type { Column } from './columns.ts'
import { GaugeCell } from './GaugeCell.tsx'
import { HeatmapCell } from './HeatmapCell.tsx'
import { ImageCell } from './ImageCell.tsx'
import { OverlapCell } from './OverlapCell.tsx'
import { PredictionCell } from './PredictionCell.tsx'
import {
  ControlHead,
  DifferenceHead,
  ImageHead,
  LrpHead,
  MapHead,
  OverlapHead,
  PredictionHead,
  RandomHead,
  SoftmaxHead,
} from './rowHeads.tsx'

export type RowId =
  | 'prediction'
  | 'image'
  | 'clean'
  | 'attacked'
  | 'difference'
  | 'overlap'
  | 'lrp'
  | 'softmax'
  | 'control'
  | 'random'

export interface HeadProps {
  readonly columns: readonly Column[]
  readonly scene: Scene
}

export interface Row {
  readonly id: RowId
  readonly Head: ComponentType<HeadProps>
  readonly Cell: ComponentType<{ readonly column: Column }>
}

/** The findings of the Bench, top to bottom. */
export const benchRows: readonly Row[] = [
  { id: 'prediction', Head: PredictionHead, Cell: PredictionCell },
  { id: 'image', Head: ImageHead, Cell: ImageCell },
  {
    id: 'clean',
    Head: (props) => <MapHead {...props} row="clean" />,
    Cell: (props) => <HeatmapCell {...props} row="clean" />,
  },
  {
    id: 'attacked',
    Head: (props) => <MapHead {...props} row="attacked" />,
    Cell: (props) => <HeatmapCell {...props} row="attacked" />,
  },
  { id: 'difference', Head: DifferenceHead, Cell: (props) => <HeatmapCell {...props} row="difference" /> },
  { id: 'overlap', Head: OverlapHead, Cell: OverlapCell },
  { id: 'lrp', Head: LrpHead, Cell: (props) => <GaugeCell {...props} metric="lrp-robustness" /> },
  { id: 'softmax', Head: SoftmaxHead, Cell: (props) => <GaugeCell {...props} metric="softmax-robustness" /> },
  { id: 'control', Head: ControlHead, Cell: ControlCell },
  { id: 'random', Head: RandomHead, Cell: (props) => <HeatmapCell {...props} row="random" /> },
]
