import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { firstAhead } from '../../src/worker/firstAhead.ts'

/** A browser's frames, painted by hand. */
let frames: (() => void)[] = []
const paint = () => frames.splice(0).forEach((frame) => frame())
const settle = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
})
afterEach(() => {
  frames = []
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('the first question', () => {
  test('is asked at once, the others when its answer has been painted', async () => {
    const onView = vi.fn()
    const ahead = firstAhead(onView)
    let answer = (_: string) => {}
    const first = new Promise<string>((resolve) => {
      answer = resolve
    })
    const second = vi.fn(async () => 'second')
    const answers = Promise.all([ahead(() => first), ahead(second)])
    await settle()
    answer('first')
    await settle()
    paint()
    await settle()
    expect(second).not.toHaveBeenCalled()
    paint()
    expect(await answers).toEqual(['first', 'second'])
    expect(onView).toHaveBeenCalledOnce()
  })

  test('holds nobody back when it fails', async () => {
    const ahead = firstAhead(() => {})
    const failed = ahead(() => Promise.reject(new Error('no such network')))
    const other = ahead(async () => 'other')
    await expect(failed).rejects.toThrow('no such network')
    paint()
    await settle()
    paint()
    expect(await other).toBe('other')
  })

  test('holds nobody back on a page that paints no frames', async () => {
    const ahead = firstAhead(() => {})
    const answers = Promise.all([ahead(async () => 'first'), ahead(async () => 'second')])
    await vi.advanceTimersByTimeAsync(1000)
    expect(await answers).toEqual(['first', 'second'])
  })
})
