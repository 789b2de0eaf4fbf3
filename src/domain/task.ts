/** How far a piece of work has come; `readings` are what a person would like to see meanwhile. */
export interface Progress {
  readonly step: number
  readonly of: number
  readonly label?: string
  /** What is being fetched meanwhile, and how much of it is there. */
  readonly loading?: Loading
  readonly readings?: Readonly<Record<string, number>>
}

export interface Loading {
  /** Id of a model. */
  readonly model: string
  readonly bytes: number
  readonly of: number
}

/**
 * What long work is given: one call that reports, lets other work in and stops.
 * The host decides what that means: a worker yields a macrotask, the command line prints, a test counts.
 */
export interface Context {
  /** @throws AbortError (a DOMException) once the work is no longer wanted. */
  checkpoint(progress: Progress): Promise<void>
}

/** A context that neither reports nor stops. */
export const unobserved: Context = { checkpoint: async () => {} }

/** A context that stops at the first checkpoint after `signal` is aborted. */
export function abortable(signal: AbortSignal, report: (progress: Progress) => void = () => {}): Context {
  return {
    async checkpoint(progress) {
      report(progress)
      signal.throwIfAborted()
    },
  }
}
