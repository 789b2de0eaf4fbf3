import { createStore, type StoreApi } from 'zustand/vanilla'

/** What the reader looks at: nothing here changes a result, so nothing here is in the link. */
export interface ViewState {
  /** Pixel under the pointer or the keyboard's cursor, as an index into the picture. */
  readonly hovered: number | null
  readonly pinned: number | null
}

export interface View {
  readonly store: StoreApi<ViewState>
  hover(pixel: number | null): void
  /** Pins a pixel; pinning it again lets go. */
  pin(pixel: number | null): void
}

export function createView(): View {
  const store = createStore<ViewState>(() => ({ hovered: null, pinned: null }))
  return {
    store,
    hover(pixel) {
      if (store.getState().hovered !== pixel) store.setState({ hovered: pixel })
    },
    pin(pixel) {
      store.setState(({ pinned }) => ({ pinned: pinned === pixel ? null : pixel }))
    },
  }
}

/** The pixel that is ringed in every map: what the pointer is on, else the pinned one. */
export function ringed({ hovered, pinned }: ViewState): number | null {
  return hovered ?? pinned
}
