import { starLevels } from '../../domain/statistics/stars.ts'

/** What the stars say: "**** p ≤ .0001, …, n.s. above". */
export function starsText(): string {
  const levels = starLevels.map(({ atMost, stars }) =>
    atMost < 1 ? `${stars} p ≤ ${String(atMost).replace(/^0/, '')}` : `${stars} above`,
  )
  return levels.join(', ')
}
