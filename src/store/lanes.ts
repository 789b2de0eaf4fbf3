import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Report } from '../domain/engine.ts'
import type { Progress } from '../domain/task.ts'

/** The latest request of one column, and the last result until a newer one replaces it. */
export type Lane<Q, R> =
  | {
      readonly status: 'running'
      readonly request: Q
      readonly progress: Progress | null
      readonly previous: R | null
    }
  | { readonly status: 'done'; readonly request: Q; readonly result: R }
  | { readonly status: 'failed'; readonly request: Q; readonly message: string; readonly previous: R | null }

export type LaneTable<Q, R> = Readonly<Record<string, Lane<Q, R>>>
export type Run<Q, R> = (request: Q, report: Report, signal: AbortSignal) => Promise<R>

export interface Lanes<Q, R> {
  readonly store: StoreApi<LaneTable<Q, R>>
  /** Starts `request` in lane `id`, aborting what ran there; settles when it is over and never rejects. */
  start(id: string, request: Q): Promise<void>
  /** Asks the lane's request once more, after a failure. */
  retry(id: string): Promise<void>
  /** Aborts and forgets every lane but these. */
  keep(ids: readonly string[]): void
}

/** Lanes over `run`: the latest request only; starting aborts the one before; only the latest may write. */
export function createLanes<Q, R>(run: Run<Q, R>): Lanes<Q, R> {
  const store = createStore<LaneTable<Q, R>>(() => ({}))
  const running = new Map<string, AbortController>()

  async function start(id: string, request: Q): Promise<void> {
    const controller = new AbortController()
    running.get(id)?.abort()
    running.set(id, controller)
    const previous = lastResult(store.getState()[id])
    const write = (lane: Lane<Q, R>) => {
      if (running.get(id) === controller) store.setState({ [id]: lane })
    }
    const finish = (lane: Lane<Q, R>) => {
      write(lane)
      if (running.get(id) === controller) running.delete(id)
    }
    write({ status: 'running', request, progress: null, previous })
    try {
      const report = (progress: Progress) => write({ status: 'running', request, progress, previous })
      finish({ status: 'done', request, result: await run(request, report, controller.signal) })
    } catch (error) {
      finish({ status: 'failed', request, message: messageOf(error), previous })
    }
  }

  return {
    store,
    start,
    async retry(id) {
      const lane = store.getState()[id]
      if (lane) await start(id, lane.request)
    },
    keep(ids) {
      const gone = Object.keys(store.getState()).filter((id) => !ids.includes(id))
      if (gone.length === 0) return
      for (const id of gone) {
        running.get(id)?.abort()
        running.delete(id)
      }
      const kept = Object.entries(store.getState()).filter(([id]) => ids.includes(id))
      store.setState(Object.fromEntries(kept), true)
    },
  }
}

/** What can still be shown of a lane: its result, or the one before while a new one is computed. */
export function lastResult<Q, R>(lane: Lane<Q, R> | undefined): R | null {
  if (!lane) return null
  return lane.status === 'done' ? lane.result : lane.previous
}

export function messageOf(error: unknown): string {
  return error instanceof Error && error.message ? error.message : String(error)
}
