import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { whenIdle } from '../../src/worker/whenIdle.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const soon = () => vi.advanceTimersByTimeAsync(1000)

/** An answer that comes when it is told to. */
function awaited() {
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  return { ask: () => answered, answer }
}

test('works a moment after the last answer, not before', async () => {
  const work = vi.fn(async () => {})
  const idle = whenIdle(work)
  const [first, second] = [awaited(), awaited()]
  void idle.attend(first.ask)
  void idle.attend(second.ask)
  await soon()
  first.answer()
  await soon()
  expect(work).not.toHaveBeenCalled()
  expect(idle.quiet()).toBe(false)
  second.answer()
  await vi.advanceTimersByTimeAsync(0)
  expect(idle.quiet()).toBe(true)
  expect(work).not.toHaveBeenCalled()
  await soon()
  expect(work).toHaveBeenCalledOnce()
})

test('stops as soon as somebody asks, and begins anew afterwards', async () => {
  const signals: AbortSignal[] = []
  const idle = whenIdle(async (signal) => void signals.push(signal))
  await idle.attend(async () => {})
  await soon()
  const question = awaited()
  void idle.attend(question.ask)
  expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  question.answer()
  await soon()
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
})

test('does not begin when somebody asks within that moment', async () => {
  const work = vi.fn(async () => {})
  const idle = whenIdle(work)
  await idle.attend(async () => {})
  const question = awaited()
  void idle.attend(question.ask)
  await soon()
  expect(work).not.toHaveBeenCalled()
})

test('hands on how a question fails, and fails itself in silence', async () => {
  const work = vi.fn(async () => Promise.reject(new Error('a lost device')))
  const idle = whenIdle(work)
  await expect(idle.attend(() => Promise.reject(new Error('no such network')))).rejects.toThrow(
    'no such network',
  )
  await soon()
  expect(work).toHaveBeenCalledOnce()
})
