import { createStore, type StoreApi } from 'zustand/vanilla'

export interface Notice {
  readonly id: number
  readonly text: string
}

/** Sentences to the reader that concern no single figure; each stays until dismissed. */
export interface Notices {
  readonly store: StoreApi<readonly Notice[]>
  add(texts: readonly string[]): void
  dismiss(id: number): void
}

export function createNotices(): Notices {
  const store = createStore<readonly Notice[]>(() => [])
  let last = 0
  return {
    store,
    add(texts) {
      const known = store.getState()
      const fresh = texts.filter((text) => !known.some((notice) => notice.text === text))
      store.setState([...known, ...fresh.map((text) => ({ id: ++last, text }))], true)
    },
    dismiss(id) {
      store.setState(
        store.getState().filter((notice) => notice.id !== id),
        true,
      )
    },
  }
}
