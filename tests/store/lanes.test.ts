import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/domain/engine.ts'
import { createLanes, lastResult } from '../../src/store/lanes.ts'

interface Call {
  readonly request: string
  readonly report: Report
  readonly signal: AbortSignal
  readonly resolve: (result: string) => void
  readonly reject: (error: Error) => void
}

/** Lanes whose work the test finishes by hand. */
function byHand() {
  const calls: Call[] = []
  const lanes = createLanes<string, string>(
    (request, report, signal) =>
      new Promise((resolve, reject) => {
        calls.push({ request, report, signal, resolve, reject })
      }),
  )
  return { calls, lanes, lane: (id: string) => lanes.store.getState()[id] }
}

describe('a lane', () => {
  it('runs, reports and is done', async () => {
    const { calls, lanes, lane } = byHand()
    const over = lanes.start('a', 'first')
    expect(lane('a')).toEqual({ status: 'running', request: 'first', progress: null, previous: null })
    calls[0]!.report({ step: 1, of: 4 })
    expect(lane('a')).toMatchObject({ progress: { step: 1, of: 4 } })
    calls[0]!.resolve('answer')
    await over
    expect(lane('a')).toEqual({ status: 'done', request: 'first', result: 'answer' })
  })

  it('aborts the request before when a new one starts', () => {
    const { calls, lanes } = byHand()
    void lanes.start('a', 'first')
    void lanes.start('a', 'second')
    expect(calls.map((call) => call.signal.aborted)).toEqual([true, false])
  })

  it('leaves other lanes running', () => {
    const { calls, lanes } = byHand()
    void lanes.start('a', 'first')
    void lanes.start('b', 'second')
    expect(calls.map((call) => call.signal.aborted)).toEqual([false, false])
  })

  it('lets only the latest request write, whatever comes back last', async () => {
    const { calls, lanes, lane } = byHand()
    const first = lanes.start('a', 'first')
    const second = lanes.start('a', 'second')
    calls[1]!.resolve('new')
    await second
    calls[0]!.report({ step: 3, of: 4 })
    calls[0]!.resolve('old')
    await first
    expect(lane('a')).toEqual({ status: 'done', request: 'second', result: 'new' })
  })

  it('ignores a report that arrives after the result', async () => {
    const { calls, lanes, lane } = byHand()
    const over = lanes.start('a', 'first')
    calls[0]!.resolve('answer')
    await over
    calls[0]!.report({ step: 4, of: 4 })
    expect(lane('a')?.status).toBe('done')
  })

  it('keeps the last result while the next is computed, through aborts and failures', async () => {
    const { calls, lanes, lane } = byHand()
    const first = lanes.start('a', 'first')
    calls[0]!.resolve('answer')
    await first
    void lanes.start('a', 'second')
    const third = lanes.start('a', 'third')
    expect(lane('a')).toMatchObject({ status: 'running', previous: 'answer' })
    calls[2]!.reject(new Error('the worker died'))
    await third
    expect(lane('a')).toEqual({
      status: 'failed',
      request: 'third',
      message: 'the worker died',
      previous: 'answer',
    })
    expect(lastResult(lane('a'))).toBe('answer')
  })

  it('asks the same again on retry', async () => {
    const { calls, lanes, lane } = byHand()
    const first = lanes.start('a', 'first')
    calls[0]!.reject(new Error('the worker died'))
    await first
    void lanes.retry('a')
    expect(calls[1]!.request).toBe('first')
    expect(lane('a')?.status).toBe('running')
  })

  it('is aborted and forgotten when it is no longer kept', async () => {
    const { calls, lanes, lane } = byHand()
    const first = lanes.start('a', 'first')
    void lanes.start('b', 'second')
    lanes.keep(['b'])
    expect(calls[0]!.signal.aborted).toBe(true)
    calls[0]!.resolve('too late')
    await first
    expect(lane('a')).toBeUndefined()
    expect(lane('b')?.status).toBe('running')
  })
})
