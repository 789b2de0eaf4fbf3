import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Catalogue } from '../domain/catalogue.ts'
import type { BackendReport, Engine } from '../domain/engine.ts'
import { messageOf } from './lanes.ts'

/** What the engine offers, once it has answered. */
export interface Offer {
  readonly catalogue: Catalogue | null
  /** Why there is no catalogue. */
  readonly message: string | null
  readonly backends: readonly BackendReport[]
  readonly backendsMessage: string | null
  /** Labels of all test images, by data set. */
  readonly labels: Readonly<Record<string, Uint8Array>>
}

export interface OfferLoader {
  readonly store: StoreApi<Offer>
  load(): Promise<void>
  loadBackends(): Promise<void>
  loadLabels(dataset: string): Promise<void>
}

type Asked = Pick<Engine, 'catalogue' | 'backends' | 'labels'>

export function createOffer(engine: Asked): OfferLoader {
  const store = createStore<Offer>(() => ({
    catalogue: null,
    message: null,
    backends: [],
    backendsMessage: null,
    labels: {},
  }))
  return {
    store,
    async load() {
      store.setState({ message: null })
      try {
        store.setState({ catalogue: await engine.catalogue() })
      } catch (error) {
        store.setState({ message: messageOf(error) })
      }
    },
    async loadBackends() {
      try {
        store.setState({ backends: await engine.backends(), backendsMessage: null })
      } catch (error) {
        store.setState({ backendsMessage: messageOf(error) })
      }
    },
    async loadLabels(dataset) {
      if (store.getState().labels[dataset]) return
      try {
        const labels = await engine.labels(dataset)
        store.setState(({ labels: known }) => ({ labels: { ...known, [dataset]: labels } }))
      } catch {
        // picking by class stays away; the picture itself says what is wrong with the data
      }
    },
  }
}
