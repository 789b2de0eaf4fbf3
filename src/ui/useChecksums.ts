import { useEffect } from 'react'
import { useStore } from 'zustand'
import { openChecksums } from '../store/checksums.ts'
import { lastResult } from '../store/lanes.ts'
import { useLab } from './useLab.tsx'

/** Checksums of these networks as they are here now, as far as they are known yet. */
export function useChecksums(models: readonly string[]): Readonly<Record<string, string | undefined>> {
  const { checksums, offer } = useLab()
  const lanes = useStore(checksums.store)
  const here = useStore(offer.store, ({ catalogue }) => catalogue?.models)
  const asked = models.filter((id) => here?.some((model) => model.id === id)).join(' ')
  useEffect(() => {
    if (asked !== '') openChecksums(checksums, asked.split(' '))
  }, [checksums, asked])
  return Object.fromEntries(models.map((id) => [id, lastResult(lanes[id]) ?? undefined]))
}
