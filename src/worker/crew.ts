import { proxy, type Remote, transfer, wrap } from 'comlink'
import type { Report } from '../domain/engine.ts'
import type { EngineWorker, Settings } from './protocol.ts'
import { wait } from './wait.ts'

/** Workers that compute together: the first runs the engine, the others take shares of the draws. */
export interface Crew {
  /** Brings in the others, before anything that is shared: until then the first is alone, and loads alone. */
  gather(): void
  ask<T>(call: (engine: Remote<EngineWorker>) => Promise<T>): Promise<T>
  /** As `ask`, for work that reports and can be stopped: it fails at once when the signal is aborted. */
  run<T>(
    signal: AbortSignal,
    report: Report,
    call: (engine: Remote<EngineWorker>, report: Report) => Promise<T>,
  ): Promise<T>
  /** Sends everyone home; work under way fails with a sentence. */
  dismiss(): void
}

const pingMs = 5_000
const patience = 6 // pings without an answer; a checkpoint lets one in many times a second
const graceMs = 1_000 // a GPU that goes breaks off what is being read from it, and only then says that it is lost

interface Hand {
  readonly worker: Worker
  readonly remote: Remote<EngineWorker>
}

interface Life {
  /** Those at work so far, the first first. */
  readonly hands: readonly Hand[]
  gather(): void
  /** Rejects when a worker dies, never resolves. */
  readonly death: Promise<never>
  die(reason: string): void
}

/** A crew of `size` workers; when one of them dies all are replaced, and what they were doing fails with a sentence. */
export function startCrew(size: number, settings: Settings): Crew {
  let life = begin(size, settings)
  let dismissed = false
  const renew = (dead: Life) => {
    if (life !== dead || dismissed) return
    sendHome(dead)
    life = begin(size, settings)
  }
  const ask = async <T>(call: (engine: Remote<EngineWorker>) => Promise<T>): Promise<T> => {
    const current = life
    current.death.catch(() => renew(current))
    const stopWatching = watch(current)
    try {
      return await Promise.race([call(current.hands[0]!.remote), current.death])
    } catch (error) {
      if (isAbort(error)) await Promise.race([current.death, wait(graceMs)])
      throw error
    } finally {
      stopWatching()
    }
  }
  return {
    ask,
    gather: () => life.gather(),
    dismiss() {
      dismissed = true
      life.die('was replaced')
      sendHome(life)
    },
    async run(signal, report, call) {
      signal.throwIfAborted()
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
      return Promise.race([ask((engine) => call(engine, proxy(report))), aborted])
    },
  }
}

function begin(size: number, settings: Settings): Life {
  let die: (reason: string) => void = () => {}
  const death = new Promise<never>((_, reject) => {
    die = (reason) => reject(new Error(`the worker that computes ${reason}; a new one has been started`))
  })
  death.catch(() => {}) // a worker nobody waits for may die in peace
  const first = hire('engine 1', die)
  const hands = [first]
  const channels = Array.from({ length: size - 1 }, () => new MessageChannel())
  const ports = channels.map(({ port2 }) => port2)
  first.remote.start(settings, transfer(ports, ports)).catch(quiet)
  return {
    hands,
    death,
    die: (reason) => die(reason),
    gather() {
      // what the first sends meanwhile waits in the channel
      for (const { port1 } of channels.splice(0)) {
        const hand = hire(`engine ${hands.length + 1}`, die)
        hand.remote.serve(transfer(port1, [port1])).catch(quiet)
        hand.remote.start(settings, []).catch(quiet)
        hands.push(hand)
      }
    },
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

const quiet = () => {} // every later call repeats the reason

function hire(name: string, die: (reason: string) => void): Hand {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name })
  worker.addEventListener('error', (event) => die(`failed (${event.message || 'it did not load'})`))
  worker.addEventListener('messageerror', () => die('sent something unreadable'))
  return { worker, remote: wrap<EngineWorker>(worker) }
}

function sendHome({ hands }: Life): void {
  for (const { worker } of hands) worker.terminate()
}

/** Asks everyone from time to time whether they live, as long as somebody waits for them. */
function watch(life: Life): () => void {
  const unanswered = new Map<Hand, number>()
  const timer = setInterval(() => {
    for (const hand of life.hands) {
      const pings = unanswered.get(hand) ?? 0
      if (pings === patience) return life.die('no longer answers')
      unanswered.set(hand, pings + 1)
      hand.remote.ping().then(() => unanswered.set(hand, 0))
    }
  }, pingMs)
  return () => clearInterval(timer)
}
