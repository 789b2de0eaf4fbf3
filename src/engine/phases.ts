import type { Context } from '../domain/task.ts'

/** Reports the parts of one piece of work as a whole: part `i` of `of`, each part from 0 to its own end. */
export interface Phases {
  /** The context of the next part. */
  next(label: string): void
  readonly context: Context
}

export function phases(context: Context, of: number): Phases {
  let at = -1
  let label = ''
  return {
    next(name) {
      at = Math.min(at + 1, of - 1)
      label = name
    },
    context: {
      checkpoint: ({ step, of: parts, readings }) => {
        const share = parts > 0 ? step / parts : 0
        return context.checkpoint({ step: Math.max(0, at) + share, of, label, ...(readings && { readings }) })
      },
    },
  }
}
