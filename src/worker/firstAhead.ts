import { wait } from './wait.ts'

/**
 * Lets the first question go ahead and holds the others back until its answer is on view: the files it needs come
 * first, and nothing else takes the processor from painting it.
 * @param onView called once the first answer is on view, or has failed
 */
export function firstAhead(onView: () => void): <T>(ask: () => Promise<T>) => Promise<T> {
  let first: Promise<void> | undefined
  return async (ask) => {
    if (first) {
      await first
      return ask()
    }
    const answer = ask()
    first = answer.then(painted, painted).then(onView)
    return answer
  }
}

const hiddenMs = 100 // a page in the background paints no frames

/** Two frames on: the first paints what is known now, the second says that it has. */
function painted(): Promise<void> {
  const frames = new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
  })
  return Promise.race([frames, wait(hiddenMs)])
}
