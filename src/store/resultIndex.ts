import { parseJson } from '../domain/parseJson.ts'
import type { ResultSummary } from '../domain/resultIndex.ts'
import { createLanes, type Lanes } from './lanes.ts'
import { fetchText, type ReadText } from './results.ts'

/** The committed results, one lane called 'index'; none where nobody has made any. */
export type ResultList = Lanes<'index', readonly ResultSummary[]>

export function createResultList(read: ReadText = fetchText): ResultList {
  return createLanes(async () => {
    const name = 'results/index.json'
    const text = await read(name)
    if (text === null) return []
    // with the schema library it is fetched when somebody asks for results: the Bench opens sooner
    const { parseResultIndex } = await import('../domain/resultIndex.ts')
    return parseResultIndex(parseJson(text, name), name).results
  })
}

/** Asks for the list once; what failed is asked for again by `retry`. */
export function openResultList(list: ResultList): void {
  if (!list.store.getState().index) void list.start('index', 'index')
}
