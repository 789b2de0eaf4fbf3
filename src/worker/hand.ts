import { proxy, type Remote, wrap } from 'comlink'
import type { Report } from '../domain/engine.ts'
import type { EngineWorker, Settings } from './protocol.ts'

/** One worker that is replaced when it dies. */
export interface Hand {
  ask<T>(call: (engine: Remote<EngineWorker>) => Promise<T>): Promise<T>
  /** As `ask`, for work that reports and can be stopped: it fails at once when the signal is aborted. */
  run<T>(
    signal: AbortSignal,
    report: Report,
    call: (engine: Remote<EngineWorker>, report: Report) => Promise<T>,
  ): Promise<T>
}

const pingMs = 5_000
const patience = 6 // pings without an answer; a checkpoint lets one in many times a second

interface Life {
  readonly worker: Worker
  readonly engine: Remote<EngineWorker>
  /** Rejects when the worker dies, never resolves. */
  readonly death: Promise<never>
  die(reason: string): void
}

export function startHand(settings: Settings): Hand {
  let life = begin(settings)
  const renew = (dead: Life) => {
    if (life !== dead) return
    dead.worker.terminate()
    life = begin(settings)
  }
  const ask = async <T>(call: (engine: Remote<EngineWorker>) => Promise<T>): Promise<T> => {
    const current = life
    current.death.catch(() => renew(current))
    const stopWatching = watch(current)
    try {
      return await Promise.race([call(current.engine), current.death])
    } finally {
      stopWatching()
    }
  }
  return {
    ask,
    async run(signal, report, call) {
      signal.throwIfAborted()
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
      return Promise.race([ask((engine) => call(engine, proxy(report))), aborted])
    },
  }
}

function begin(settings: Settings): Life {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  })
  const engine = wrap<EngineWorker>(worker)
  let die: (reason: string) => void = () => {}
  const death = new Promise<never>((_, reject) => {
    die = (reason) => reject(new Error(`the worker that computes ${reason}; a new one has been started`))
  })
  death.catch(() => {}) // a worker nobody waits for may die in peace
  worker.addEventListener('error', (event) => die(`failed (${event.message || 'it did not load'})`))
  worker.addEventListener('messageerror', () => die('sent something unreadable'))
  engine.start(settings).catch(() => {}) // every later call repeats the reason
  return { worker, engine, death, die }
}

/** Asks from time to time whether the worker lives, as long as somebody waits for it. */
function watch(life: Life): () => void {
  let unanswered = 0
  const timer = setInterval(() => {
    if (unanswered === patience) return life.die('no longer answers')
    unanswered++
    life.engine.ping().then(() => {
      unanswered = 0
    })
  }, pingMs)
  return () => clearInterval(timer)
}
