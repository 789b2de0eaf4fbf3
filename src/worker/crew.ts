import { proxy, type Remote, transfer, wrap } from 'comlink'
import type { Report } from '../domain/engine.ts'
import type { EngineWorker, Settings } from './protocol.ts'

/** Workers that compute together: the first runs the engine, the others take shares of the draws. */
export interface Crew {
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

interface Life {
  readonly workers: readonly Worker[]
  readonly remotes: readonly Remote<EngineWorker>[]
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
    for (const worker of dead.workers) worker.terminate()
    life = begin(size, settings)
  }
  const ask = async <T>(call: (engine: Remote<EngineWorker>) => Promise<T>): Promise<T> => {
    const current = life
    current.death.catch(() => renew(current))
    const stopWatching = watch(current)
    try {
      return await Promise.race([call(current.remotes[0]!), current.death])
    } finally {
      stopWatching()
    }
  }
  return {
    ask,
    dismiss() {
      dismissed = true
      life.die('was replaced')
      for (const worker of life.workers) worker.terminate()
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
  const workers = Array.from(
    { length: size },
    (_, i) =>
      new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: `engine ${i + 1}` }),
  )
  const remotes = workers.map((worker) => wrap<EngineWorker>(worker))
  let die: (reason: string) => void = () => {}
  const death = new Promise<never>((_, reject) => {
    die = (reason) => reject(new Error(`the worker that computes ${reason}; a new one has been started`))
  })
  death.catch(() => {}) // a worker nobody waits for may die in peace
  for (const worker of workers) {
    worker.addEventListener('error', (event) => die(`failed (${event.message || 'it did not load'})`))
    worker.addEventListener('messageerror', () => die('sent something unreadable'))
  }
  connect(remotes, settings)
  return { workers, remotes, death, die }
}

/** Starts everyone, and gives the first a port to each of the others. */
function connect([first, ...others]: readonly Remote<EngineWorker>[], settings: Settings): void {
  const quiet = () => {} // every later call repeats the reason
  const ports = others.map((remote) => {
    const { port1, port2 } = new MessageChannel()
    remote.serve(transfer(port1, [port1])).catch(quiet)
    remote.start(settings, []).catch(quiet)
    return port2
  })
  first!.start(settings, transfer(ports, ports)).catch(quiet)
}

/** Asks everyone from time to time whether they live, as long as somebody waits for them. */
function watch(life: Life): () => void {
  const unanswered = life.remotes.map(() => 0)
  const timer = setInterval(() => {
    life.remotes.forEach((remote, i) => {
      if (unanswered[i] === patience) return life.die('no longer answers')
      unanswered[i]!++
      remote.ping().then(() => {
        unanswered[i] = 0
      })
    })
  }, pingMs)
  return () => clearInterval(timer)
}
