import { expect, it } from 'vitest'
import { stateOf } from '../../src/cli/experimentState.ts'
import { parseStudyFile, writeStudyFile } from '../../src/domain/studyFile.ts'
import type { StudyExperiment } from '../../src/experiments/experiment.ts'
import { experiments } from '../../src/experiments/index.ts'
import { someStudy } from '../domain/someStudy.ts'

const file = parseStudyFile(writeStudyFile(someStudy()), 'some.json')
const some = {
  ...(experiments[0] as StudyExperiment),
  images: 500,
  networks: [
    { model: 'network-0', draws: [1] },
    { model: 'network-1', draws: [2, 50] },
  ],
}
const trained = new Map([
  ['network-0', { draws: 1, checksum: 'checksum-0' }],
  ['network-1', { draws: 2, checksum: 'checksum-1' }],
])

it.each([
  [
    'what a study waits for',
    undefined,
    new Map([['network-0', trained.get('network-0')!]]),
    'waits for network-1',
  ],
  ['that nothing stands in its way', undefined, trained, 'to do'],
  ['how much of it is there', file, trained, '4 of 500 images, 2 of 50 draws'],
  [
    'that its networks have changed',
    file,
    new Map(trained).set('network-1', { draws: 4, checksum: 'another' }),
    '4 of 500 images, 2 of 50 draws, with networks that were trained anew since',
  ],
])('the list says %s', (_, result, models, state) => {
  expect(stateOf(some, result, models)).toBe(state)
})
