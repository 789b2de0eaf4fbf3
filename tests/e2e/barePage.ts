import type { Browser } from 'playwright-core'
import { wait } from '../../src/worker/wait.ts'

/** A page that nobody follows: it can be asked, no more. */
export interface BarePage {
  /** The value of an expression there. */
  evaluate(expression: string): Promise<unknown>
  /** Waits until an expression is true for as many looks in a row. @throws Error naming it after two minutes */
  until(expression: string, looks?: number): Promise<void>
}

const patience = 120_000
const pause = 200

/**
 * Opens a page for whoever measures its memory. Of a page of its own, Playwright has the browser keep all that was
 * loaded, once more and in base64, in the very process that is measured.
 */
export async function barePage(browser: Browser, url: string): Promise<BarePage> {
  const session = await browser.newBrowserCDPSession()
  const { browserContextId } = await session.send('Target.createBrowserContext')
  const { targetId } = await session.send('Target.createTarget', { url, browserContextId })
  const { sessionId } = await session.send('Target.attachToTarget', { targetId })
  const waiting = new Map<number, (answer: Answer) => void>()
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const answer: Answer = JSON.parse(message)
    waiting.get(answer.id)?.(answer)
  })
  let last = 0
  const evaluate = async (expression: string) => {
    const id = ++last
    const answer = new Promise<Answer>((resolve) => waiting.set(id, resolve))
    const params = { expression, returnByValue: true }
    const message = JSON.stringify({ id, method: 'Runtime.evaluate', params })
    await session.send('Target.sendMessageToTarget', { sessionId, message })
    const { result, error } = await answer
    waiting.delete(id)
    if (!result || result.exceptionDetails)
      throw new Error(`${expression}: ${JSON.stringify(error ?? result)}`)
    return result.result.value
  }
  return {
    evaluate,
    async until(expression, looks = 1) {
      const end = Date.now() + patience
      for (let seen = 0; seen < looks; ) {
        // while a page gives way to the next there is nobody to answer
        seen = (await evaluate(`Boolean(${expression})`).catch(() => false)) ? seen + 1 : 0
        if (Date.now() > end) throw new Error(`not so after ${patience} ms: ${expression}`)
        await wait(pause)
      }
    },
  }
}

interface Answer {
  readonly id: number
  readonly result?: { readonly result: { readonly value?: unknown }; readonly exceptionDetails?: unknown }
  readonly error?: unknown
}
