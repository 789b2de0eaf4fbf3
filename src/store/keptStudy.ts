import type { StudyResult } from '../domain/study.ts'
import type { Study } from './study.ts'

/** The parts of `window` that a study survives a reload in. */
export interface Tab {
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  addEventListener(type: 'pagehide', listener: () => void): void
  removeEventListener(type: 'pagehide', listener: () => void): void
}

const place = 'relevance-lab study'

/**
 * Keeps the study at hand, as far as it has come, while its tab loads the page again.
 * @returns what stops it
 */
export function keepStudy(study: Study, tab: Tab): () => void {
  const kept = read(tab)
  if (kept) void study.restore(kept.study, kept.file)
  const keep = () => write(study, tab)
  tab.addEventListener('pagehide', keep)
  return () => tab.removeEventListener('pagehide', keep)
}

interface Kept {
  /** The text of its file: it is checked like one. */
  readonly study: string
  readonly file: string | null
}

function read(tab: Tab): Kept | null {
  try {
    return JSON.parse(tab.sessionStorage.getItem(place) ?? 'null')
  } catch {
    return null // somebody else wrote there, or nobody may read
  }
}

function write({ store }: Study, tab: Tab): void {
  const { result, file } = store.getState()
  try {
    if (result?.columns.some((column) => column))
      tab.sessionStorage.setItem(place, JSON.stringify({ study: textOf(result), file } satisfies Kept))
    else tab.sessionStorage.removeItem(place)
  } catch {
    // no room for it, or nobody may write
  }
}

/** No time is left for the schema library: as much of a study's file as reading it needs. */
function textOf(result: StudyResult): string {
  return JSON.stringify({ format: 1, kind: 'study', id: 'study', label: 'study', notes: [], ...result })
}
