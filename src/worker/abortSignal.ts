import { type TransferHandler, transferHandlers } from 'comlink'

/** Lets an AbortSignal cross to a worker: the abort is a message on a port of its own. */
const handler: TransferHandler<AbortSignal, { aborted: boolean; port: MessagePort }> = {
  canHandle: (value): value is AbortSignal => value instanceof AbortSignal,
  serialize(signal) {
    const { port1, port2 } = new MessageChannel()
    signal.addEventListener('abort', () => port1.postMessage('abort'), { once: true })
    return [{ aborted: signal.aborted, port: port2 }, [port2]]
  },
  deserialize({ aborted, port }) {
    const controller = new AbortController()
    if (aborted) controller.abort()
    port.onmessage = () => controller.abort()
    return controller.signal
  },
}

/** Called on both sides, once. */
export function transferAbortSignals(): void {
  transferHandlers.set('AbortSignal', handler)
}
