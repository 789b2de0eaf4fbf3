import { wait } from './wait.ts'

/** Tells busy from quiet hours. */
export interface Idle {
  /** Somebody waits for this. */
  attend<T>(ask: () => Promise<T>): Promise<T>
  /** Whether nobody waits for anything. */
  quiet(): boolean
}

const calmMs = 200 // a slider that is dragged asks again sooner

/**
 * Does some work whenever nobody has waited for anything for a moment. It is stopped when somebody asks and begins
 * anew afterwards; as a courtesy it fails in silence.
 */
export function whenIdle(work: (signal: AbortSignal) => Promise<void>): Idle {
  let waiting = 0
  let stop = new AbortController()
  async function rest({ signal }: AbortController): Promise<void> {
    await wait(calmMs)
    if (!signal.aborted) await work(signal).catch(() => {})
  }
  return {
    async attend(ask) {
      waiting++
      stop.abort()
      try {
        return await ask()
      } finally {
        waiting--
        stop = new AbortController()
        if (waiting === 0) void rest(stop)
      }
    },
    quiet: () => waiting === 0,
  }
}
