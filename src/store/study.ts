import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '../domain/engine.ts'
import { emptyStudy, partsLeft, type StudyRequest, type StudyResult, withPart } from '../domain/study.ts'
import type { Progress } from '../domain/task.ts'
import { messageOf } from './lanes.ts'
import { createPace, type Pace } from './studyPace.ts'

/** The study at hand: computed here, or brought in from a file. */
export interface StudyRun {
  readonly status: 'none' | 'running' | 'stopped' | 'failed' | 'done'
  readonly result: StudyResult | null
  /** The file it came from; null for one computed here. */
  readonly file: string | null
  readonly progress: StudyProgress | null
  /** Why it failed, or why a file was refused; what there was before stays. */
  readonly message: string | null
}

export interface StudyProgress {
  /** Images times networks. */
  readonly done: number
  readonly of: number
  /** null until something has been measured. */
  readonly secondsLeft: number | null
  /** Place of the network at work. */
  readonly subject: number
  /** What it is doing, or what is fetched for it. */
  readonly doing: Progress | null
}

export interface Study {
  readonly store: StoreApi<StudyRun>
  /** Computes from the first image on, aborting what ran; settles when it is over and never rejects. */
  start(request: StudyRequest): Promise<void>
  /** Goes on with what is left of the study at hand. */
  resume(): Promise<void>
  /** Stops; what is done is kept. */
  cancel(): void
  /** Takes over the text of a study's file; a file that is none is refused with its sentence. */
  open(text: string, name: string): Promise<void>
  /** Takes over a study that was at hand before; one that is none is forgotten. */
  restore(text: string, file: string | null): Promise<void>
}

/** Reports come many times a second; who shows them need not draw them all. */
const reportMs = 300

const nothing: StudyRun = { status: 'none', result: null, file: null, progress: null, message: null }

export function createStudy(
  engine: Pick<Engine, 'study' | 'labels'>,
  now: () => number = () => performance.now(),
): Study {
  const store = createStore<StudyRun>(() => nothing)
  let running: AbortController | null = null

  /** Part by part, so that the other views get their turn in between. */
  async function run(begin: () => Promise<StudyResult>): Promise<void> {
    const controller = new AbortController()
    running?.abort()
    running = controller
    const write = (change: Partial<StudyRun>) => {
      if (running === controller) store.setState(change)
    }
    write({ status: 'running', message: null, progress: null })
    try {
      let result = await begin()
      const pace = createPace()
      let reported = Number.NEGATIVE_INFINITY
      write({ result, progress: progressOf(result, pace, null) })
      for (;;) {
        const [part] = partsLeft(result, pace.size(result))
        if (!part) break
        const began = now()
        const report = (doing: Progress) => {
          if (now() - reported < reportMs) return
          reported = now()
          write({ progress: progressOf(result, pace, doing) })
        }
        const answer = await engine.study(part, report, controller.signal)
        controller.signal.throwIfAborted()
        result = withPart(result, answer)
        const computed = answer.provenance.milliseconds
        pace.note(part.subject, part.to - part.from, { computed, passed: now() - began })
        write({ result, progress: progressOf(result, pace, null) })
      }
      write({ status: 'done', progress: null })
    } catch (error) {
      write({ status: 'failed', progress: null, message: messageOf(error) })
    } finally {
      if (running === controller) running = null
    }
  }

  function cancel() {
    if (!running) return
    running.abort()
    running = null
    store.setState(({ result }) => ({ status: result ? 'stopped' : 'none', progress: null }))
  }

  return {
    store,
    cancel,
    start: (request) => {
      store.setState({ result: null, file: null })
      return run(async () => emptyStudy(request, await engine.labels(request.dataset)))
    },
    async resume() {
      const { result } = store.getState()
      if (result && !running) await run(async () => result)
    },
    async open(text, name) {
      try {
        const read = await readStudy(text, name)
        cancel()
        store.setState({ ...nothing, ...read, file: name })
      } catch (error) {
        store.setState({ message: messageOf(error) })
      }
    },
    async restore(text, file) {
      const read = await readStudy(text, file ?? 'study').catch(() => null)
      if (read && store.getState() === nothing) store.setState({ ...nothing, ...read, file })
    },
  }
}

async function readStudy(text: string, name: string): Promise<Pick<StudyRun, 'status' | 'result'>> {
  // with the schema library it is fetched when the first file is brought in: the Bench opens sooner
  const { parseStudyFile } = await import('../domain/studyFile.ts')
  const { request, labels, columns, complete } = parseStudyFile(text, name)
  return { status: complete ? 'done' : 'stopped', result: { request, labels, columns } }
}

function progressOf(result: StudyResult, pace: Pace, doing: Progress | null): StudyProgress {
  const { columns, request } = result
  const done = columns.map((column) => column?.done ?? 0)
  const subject = done.findIndex((images) => images < request.images.length)
  return {
    done: done.reduce((sum, images) => sum + images, 0),
    of: request.images.length * columns.length,
    secondsLeft: pace.secondsLeft(result),
    subject: Math.max(0, subject),
    doing,
  }
}
