import { describe, expect, it } from 'vitest'
import { choice } from '../../src/domain/parameters.ts'
import { noChoices } from '../../src/store/choices.ts'
import { openFigure, setFigureOption } from '../../src/store/figures.ts'
import { createResults, openResults } from '../../src/store/results.ts'
import { readHash } from '../../src/store/url.ts'
import { fakeCatalogue } from '../ui/fakeEngine.ts'

const scale = choice({
  label: 'scale',
  options: [
    { value: 'each', label: 'each' },
    { value: 'shared', label: 'shared' },
  ],
  default: 'each',
})

describe('a figure', () => {
  it('is opened as published, in its view', () => {
    const drawnOtherwise = { ...noChoices, figure: { id: '1', parameters: { scale: 'shared' } } }
    expect(openFigure('3')(drawnOtherwise, fakeCatalogue)).toEqual({
      ...noChoices,
      scene: { view: 'figures' },
      figure: { id: '3', parameters: {} },
    })
  })

  it('keeps an option only where it departs from what was published', () => {
    const set = (value: string) =>
      setFigureOption('1', { scale }, { scale: 'each' }, 'scale', value)(noChoices, fakeCatalogue).figure
    expect(set('shared')).toEqual({ id: '1', parameters: { scale: 'shared' } })
    expect(set('each')).toEqual({ id: '1', parameters: {} })
  })

  it('is refused in a link where its name cannot be one', () => {
    const { choices, complaints } = readHash('view=figures&figure=../secret', fakeCatalogue)
    expect(choices.figure).toBeUndefined()
    expect(complaints).toEqual(['link: figure must be a name as in the list of figures, got ../secret'])
  })
})

describe('results', () => {
  const settled = async (answer: string | null | Error) => {
    const results = createResults(async () => {
      if (answer instanceof Error) throw answer
      return answer
    })
    await results.start('mnist', 'mnist')
    return results.store.getState().mnist
  }

  it('are null where nobody has made them yet', async () => {
    expect(await settled(null)).toMatchObject({ status: 'done', result: null })
  })

  it('fail with the sentence that names the file', async () => {
    expect(await settled('{')).toMatchObject({ status: 'failed', message: 'results/mnist.json: not JSON' })
    expect(await settled(new Error('no server'))).toMatchObject({ message: 'no server' })
  })

  it('are asked for once', async () => {
    const asked: string[] = []
    const results = createResults(async (path) => {
      asked.push(path)
      return null
    })
    openResults(results, ['a', 'b'])
    openResults(results, ['b', 'a'])
    expect(asked).toEqual(['results/a.json', 'results/b.json'])
  })
})
