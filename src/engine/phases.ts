import type { Context, Progress } from '../domain/task.ts'

/** Reports the parts of one piece of work as a whole, never turning back: part `i` of `of`, each from 0 to its own end. */
export interface Phases {
  /** The contexts belong to the next part. */
  next(label: string): void
  /** Of the part's own loop. */
  readonly context: Context
  /** Of what runs within each step of that loop, again and again: passes over the draws. */
  readonly within: Context
}

export function phases(context: Context, of: number): Phases {
  let at = -1
  let label = ''
  let loop = { step: 0, of: 1 }
  let done = 0
  const report = (share: number, more: Pick<Progress, 'readings' | 'loading'>) => {
    done = Math.max(done, share)
    return context.checkpoint({ step: Math.max(0, at) + done, of, label, ...more })
  }
  return {
    next(name) {
      at = Math.min(at + 1, of - 1)
      label = name
      loop = { step: 0, of: 1 }
      done = 0
    },
    context: {
      checkpoint: ({ step, of: steps, readings }) => {
        loop = { step, of: Math.max(1, steps) }
        return report(step / loop.of, { ...(readings && { readings }) })
      },
    },
    within: {
      checkpoint: ({ step, of: parts, loading }) =>
        report(Math.min(1, (loop.step + step / Math.max(1, parts)) / loop.of), {
          ...(loading && { loading }),
        }),
    },
  }
}
