import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Lane } from '../../../store/lanes.ts'
import { openResultList } from '../../../store/resultIndex.ts'
import { type Files, openResults } from '../../../store/results.ts'
import { useLab } from '../../useLab.tsx'

/** What is known of one result: its file, or why there is none. */
export type Found<F> =
  | { readonly status: 'reading' }
  | { readonly status: 'missing' }
  | { readonly status: 'failed'; readonly message: string; readonly retry: () => void }
  | { readonly status: 'there'; readonly file: F }

/** The results of these experiments; those that the list of results has are read. */
export function useFiles<F>(files: Files<F>, experiments: readonly string[]): readonly Found<F>[] {
  const lab = useLab()
  const list = useStore(lab.resultList.store, (lanes) => lanes.index)
  const lanes = useStore(files.store)
  const listed = list?.status === 'done' ? list.result.map(({ id }) => id) : null
  const wanted = experiments.filter((id) => listed?.includes(id)).join(' ')
  useEffect(() => openResultList(lab.resultList), [lab])
  useEffect(() => {
    if (wanted !== '') openResults(files, wanted.split(' '))
  }, [files, wanted])
  return experiments.map((id): Found<F> => {
    if (list?.status === 'failed')
      return { status: 'failed', message: list.message, retry: () => void lab.resultList.retry('index') }
    if (!listed) return { status: 'reading' }
    if (!listed.includes(id)) return { status: 'missing' }
    return foundIn(lanes[id], () => void files.retry(id))
  })
}

export function fileOf<F>(found: Found<F> | undefined): F | null {
  return found?.status === 'there' ? found.file : null
}

function foundIn<F>(lane: Lane<string, F | null> | undefined, retry: () => void): Found<F> {
  if (lane?.status === 'failed') return { status: 'failed', message: lane.message, retry }
  if (lane?.status !== 'done') return { status: 'reading' }
  return lane.result === null ? { status: 'missing' } : { status: 'there', file: lane.result }
}
