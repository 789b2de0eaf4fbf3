import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Stroke } from '../domain/strokes.ts'

/** What the reader looks at: nothing here changes a result, so nothing here is in the link. */
export interface ViewState {
  /** Pixel under the pointer or the keyboard's cursor, as an index into the picture. */
  readonly hovered: number | null
  readonly pinned: number | null
  /** What is on the drawing pad, so that it is still there when the pad comes back. */
  readonly strokes: readonly Stroke[]
}

export interface View {
  readonly store: StoreApi<ViewState>
  hover(pixel: number | null): void
  /** Pins a pixel; null lets go. */
  pin(pixel: number | null): void
  keepStrokes(strokes: readonly Stroke[]): void
}

export function createView(): View {
  const store = createStore<ViewState>(() => ({ hovered: null, pinned: null, strokes: [] }))
  return {
    store,
    hover(pixel) {
      if (store.getState().hovered !== pixel) store.setState({ hovered: pixel })
    },
    pin(pixel) {
      store.setState({ pinned: pixel })
    },
    keepStrokes(strokes) {
      store.setState({ strokes })
    },
  }
}

/** The pixel that is ringed in every map: what the pointer is on, else the pinned one. */
export function ringed({ hovered, pinned }: Pick<ViewState, 'hovered' | 'pinned'>): number | null {
  return hovered ?? pinned
}
