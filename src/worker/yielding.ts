import type { Report } from '../domain/engine.ts'
import type { Context } from '../domain/task.ts'

const every = 12 // milliseconds; a frame is 16

/**
 * A worker's context: reports, lets messages in and stops. It yields a macrotask, since an abort is a message
 * and a microtask would never let one in.
 */
export function yielding(report: Report, signal: AbortSignal): Context {
  let last = performance.now()
  return {
    async checkpoint(progress) {
      signal.throwIfAborted()
      if (performance.now() - last < every) return
      report(progress)
      await macrotask()
      last = performance.now()
      signal.throwIfAborted()
    },
  }
}

function macrotask(): Promise<void> {
  // a timeout would be clamped to four milliseconds when nested
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
