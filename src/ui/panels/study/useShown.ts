import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { StudyResult } from '../../../domain/study.ts'
import { lastResult } from '../../../store/lanes.ts'
import type { Scene } from '../../../store/scene.ts'
import { useLab } from '../../useLab.tsx'

/** The study in view, and why there is none. */
export interface Shown {
  readonly result: StudyResult | null
  /** Id of the committed result; null for the study at hand. */
  readonly shipped: string | null
  /** The file it was imported from. */
  readonly file: string | null
  readonly label: string
  readonly notes: readonly string[]
  readonly waiting: boolean
  readonly message: string | null
  /** It was asked for and nobody has made it. */
  readonly missing: boolean
}

export function useShown({ study: { shipped } }: Scene): Shown {
  const lab = useLab()
  const hand = useStore(
    lab.study.store,
    useShallow(({ result, file, message }) => ({ result, file, message })),
  )
  const lane = useStore(lab.results.store, (lanes) => (shipped === undefined ? undefined : lanes[shipped]))
  return useMemo((): Shown => {
    if (shipped === undefined)
      return {
        result: hand.result,
        shipped: null,
        file: hand.file,
        label: '',
        notes: [],
        waiting: false,
        message: hand.message,
        missing: false,
      }
    const result = lastResult(lane)
    return {
      result,
      shipped,
      file: null,
      label: result?.label ?? shipped,
      notes: result?.notes ?? [],
      waiting: !lane || lane.status === 'running',
      message: lane?.status === 'failed' ? lane.message : null,
      missing: lane?.status === 'done' && lane.result === null,
    }
  }, [shipped, hand, lane])
}
