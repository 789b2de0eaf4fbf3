import type { StudyResult } from '../domain/study.ts'

/** How fast a study comes along: how many images to ask for next, and how long the rest will take. */
export interface Pace {
  /** That `images` of a subject were computed in some milliseconds, and were there after more of them. */
  note(subject: number, images: number, ms: { readonly computed: number; readonly passed: number }): void
  /** Images of the next part: about a second's work, so that whoever asks meanwhile need not wait longer. */
  size(result: StudyResult): number
  /** null until something has been noted. */
  secondsLeft(result: StudyResult): number | null
}

const partMs = 1000
const firstSize = 2
const largestSize = 50
/** What every network costs beside its draws, in draws. */
const overhead = 2

export function createPace(): Pace {
  /** Milliseconds an image of every subject took last: the first part also fetches weights. */
  const costs = new Map<number, number>()
  const computing = new Map<number, number>()
  let latest: number | undefined

  /** Milliseconds an image of a subject takes, from the one at work if it has not begun: draws decide. */
  function cost({ request: { subjects } }: StudyResult, subject: number): number | undefined {
    const own = costs.get(subject)
    if (own !== undefined || latest === undefined) return own
    const share = (overhead + subjects[subject]!.draws) / (overhead + subjects[latest]!.draws)
    return costs.get(latest)! * share
  }

  return {
    note(subject, images, ms) {
      costs.set(subject, ms.passed / images)
      computing.set(subject, ms.computed / images)
      latest = subject
    },
    size(result) {
      const subject = result.columns.findIndex((column) => left(result, column) > 0)
      const ms = computing.get(subject) // a page busy with drawing must not make the parts small
      if (ms === undefined) return firstSize
      return Math.max(1, Math.min(largestSize, Math.round(partMs / Math.max(1, ms))))
    },
    secondsLeft(result) {
      if (latest === undefined) return null
      const ms = result.columns.map((column, subject) => left(result, column) * (cost(result, subject) ?? 0))
      return ms.reduce((sum, each) => sum + each, 0) / 1000
    },
  }
}

function left({ request }: StudyResult, column: StudyResult['columns'][number]): number {
  return request.images.length - (column?.done ?? 0)
}
