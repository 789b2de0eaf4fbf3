import type { Context } from '../domain/task.ts'

const everyMs = 20

/** Waits for an answer that is computed elsewhere, with a checkpoint from time to time, so that a wait can be stopped. */
export async function attended<T>(answer: Promise<T>, context: Context): Promise<T> {
  const settled = answer.then(
    () => true,
    () => true, // whoever awaits the answer is told
  )
  while (!(await Promise.race([settled, elapsed(everyMs)]))) await context.checkpoint({ step: 0, of: 1 })
  return answer
}

function elapsed(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms))
}
