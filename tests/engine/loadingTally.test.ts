import { expect, it } from 'vitest'
import type { Loading } from '../../src/domain/task.ts'
import { loadingTally } from '../../src/engine/loadingTally.ts'

it('what several workers load is told as one number, once all have spoken, until nothing is missing', () => {
  const said: Loading[] = []
  const tally = loadingTally('m', 2, (loading) => said.push(loading))
  const [first, second] = [tally.hand(0), tally.hand(1)]
  first(0, 40)
  first(20, 40)
  second(0, 60)
  second(60, 60)
  first(40, 40)
  expect(said).toEqual([
    { model: 'm', bytes: 20, of: 100 },
    { model: 'm', bytes: 80, of: 100 },
  ])
})

it('nothing is told where everything is at hand', () => {
  const said: Loading[] = []
  const tally = loadingTally('m', 2, (loading) => said.push(loading))
  tally.hand(0)(40, 40)
  tally.hand(1)(60, 60)
  expect(said).toEqual([])
})
