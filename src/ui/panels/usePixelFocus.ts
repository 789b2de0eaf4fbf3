import { useCallback, useMemo } from 'react'
import { useStore } from 'zustand'
import type { PixelFocus } from '../../plots/PixelMap.tsx'
import { ringed } from '../../store/view.ts'
import { useLab } from '../useLab.tsx'

/** The ring that all maps share: what to draw and what to do with the pointer. */
export function usePixelFocus() {
  const { view } = useLab()
  const index = useStore(view.store, ringed)
  const pinned = useStore(view.store, (state) => state.pinned !== null && ringed(state) === state.pinned)
  const onHover = useCallback((pixel: number | null) => view.hover(pixel), [view])
  const onPin = useCallback((pixel: number | null) => view.pin(pixel), [view])
  const focus = useMemo((): PixelFocus | null => (index === null ? null : { index, pinned }), [index, pinned])
  return { focus, onHover, onPin }
}
