import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Stroke } from '../domain/strokes.ts'

/** What the reader looks at: nothing here changes a result, so nothing here is in the link. */
export interface ViewState {
  /** Pixel under the pointer or the keyboard's cursor, as an index into the picture. */
  readonly hovered: number | null
  readonly pinned: number | null
  /** What is on the drawing pad, so that it is still there when the pad comes back. */
  readonly strokes: readonly Stroke[]
  /** What is picked out of a study's plot, and of which study. */
  readonly picked: Picked | null
}

/** A rectangle of a plot, in its own units. */
export interface Picked {
  readonly study: string
  readonly area: { readonly x: readonly [number, number]; readonly y: readonly [number, number] }
}

export interface View {
  readonly store: StoreApi<ViewState>
  hover(pixel: number | null): void
  /** Pins a pixel; null lets go. */
  pin(pixel: number | null): void
  keepStrokes(strokes: readonly Stroke[]): void
  /** Keeps what is picked out, so that it is still there after a look at one of the images. */
  keepPicked(picked: Picked | null): void
}

export function createView(): View {
  const store = createStore<ViewState>(() => ({ hovered: null, pinned: null, strokes: [], picked: null }))
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
    keepPicked(picked) {
      store.setState({ picked })
    },
  }
}

/** The pixel that is ringed in every map: what the pointer is on, else the pinned one. */
export function ringed({ hovered, pinned }: Pick<ViewState, 'hovered' | 'pinned'>): number | null {
  return hovered ?? pinned
}
