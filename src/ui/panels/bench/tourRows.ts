import type { RowId } from './rows.tsx'

/** The row that each step of the tour lights; 'all' ends it. */
export const tourRows = ['image', 'clean', 'attacked', 'overlap', 'lrp', 'all'] as const satisfies readonly (
  | RowId
  | 'all'
)[]
