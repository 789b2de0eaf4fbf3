import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '../domain/engine.ts'
import { type Picture, picture } from '../domain/image.ts'
import { messageOf } from './lanes.ts'
import type { Scene } from './scene.ts'

export interface CurrentPicture {
  readonly picture: Picture
  /** The class it truly is, null for a drawing or an upload. */
  readonly label: number | null
}

/** The picture at hand; the last one stays while the next of its data set is fetched. */
export interface Input {
  readonly current: CurrentPicture | null
  readonly message: string | null
}

export interface InputLoader {
  readonly store: StoreApi<Input>
  /** Brings the picture of a scene; only the latest call may write. */
  load(scene: Pick<Scene, 'dataset' | 'source'>): Promise<void>
}

export function createInput(engine: Pick<Engine, 'testImage'>): InputLoader {
  const store = createStore<Input>(() => ({ current: null, message: null }))
  let latest = 0
  let shown: string | undefined // data set
  return {
    store,
    async load({ dataset, source }) {
      const mine = ++latest
      // another data set's classes must not name this picture, nor its networks answer for it
      if (dataset.id !== shown) store.setState({ current: null, message: null })
      shown = dataset.id
      try {
        const current =
          source.kind === 'test'
            ? await engine.testImage(dataset.id, source.index)
            : {
                picture: picture(
                  Float32Array.from(source.bytes, (byte) => byte / 255),
                  dataset.shape,
                ),
                label: null,
              }
        if (mine === latest) store.setState({ current, message: null })
      } catch (error) {
        if (mine === latest) store.setState({ message: messageOf(error) })
      }
    },
  }
}
