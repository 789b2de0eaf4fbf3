import { describe, expect, it, vi } from 'vitest'
import { openInBench, setModel, setScene } from '../../src/store/changes.ts'
import { noChoices } from '../../src/store/choices.ts'
import { change, createLab, currentScene, follow, type Lab } from '../../src/store/lab.ts'
import { sceneOf } from '../../src/store/scene.ts'
import { fakeCard } from '../ui/fakeCard.ts'
import { fakeCatalogue, fakeEngine } from '../ui/fakeEngine.ts'

const vi512 = 'mnist-fc512-vi'

async function looking(engine = fakeEngine()): Promise<Lab> {
  const lab = createLab(engine)
  await lab.offer.load()
  change(lab, setScene('view', 'models'))
  change(lab, setModel(vi512))
  follow(lab)
  await vi.waitFor(() => expect(lane(lab)?.status).toMatch(/done|failed/))
  return lab
}

const lane = (lab: Lab) => lab.cards.store.getState()[vi512]

describe('the Models view', () => {
  it('reads the card of the chosen network, once, and starts no trial', async () => {
    const engine = fakeEngine()
    const [card, trial] = [vi.spyOn(engine, 'card'), vi.spyOn(engine, 'trial')]
    const lab = await looking(engine)
    expect(lane(lab)).toMatchObject({ status: 'done', result: { id: vi512 } })
    change(lab, setModel('mnist-fc512-det'))
    await vi.waitFor(() =>
      expect(lab.cards.store.getState()['mnist-fc512-det']).toMatchObject({ status: 'done' }),
    )
    change(lab, setModel(vi512))
    await new Promise((done) => setTimeout(done, 20))
    expect(card.mock.calls.flat()).toEqual([vi512, 'mnist-fc512-det'])
    expect(trial).not.toHaveBeenCalled()
  })

  it('names the card and the field that is wrong', async () => {
    const engine = fakeEngine()
    const entry = fakeCatalogue.models.find(({ id }) => id === vi512)!
    vi.spyOn(engine, 'card').mockResolvedValue({ ...fakeCard(entry), seconds: 'long' })
    const lab = await looking(engine)
    expect(lane(lab)).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/^models\/mnist-fc512-vi\/card\.json: seconds: /),
    })
  })

  it('refuses the card of another network', async () => {
    const engine = fakeEngine()
    vi.spyOn(engine, 'card').mockResolvedValue(fakeCard(fakeCatalogue.models[0]!))
    const lab = await looking(engine)
    expect(lane(lab)).toMatchObject({
      message: `models/${vi512}/card.json: expected the card of ${vi512}, found that of mnist-fc512-det`,
    })
  })

  it('finds a card that was missing on the next try', async () => {
    const engine = fakeEngine()
    vi.spyOn(engine, 'card').mockRejectedValueOnce(new Error('models/mnist-fc512-vi/card.json is missing'))
    const lab = await looking(engine)
    expect(lane(lab)).toMatchObject({ status: 'failed' })
    await lab.cards.retry(vi512)
    expect(lane(lab)).toMatchObject({ status: 'done' })
  })
})

describe('open in Bench', () => {
  it('adds the network to the columns, once', async () => {
    const lab = await looking()
    change(lab, openInBench('mnist-conv512-vi'))
    const scene = currentScene(lab)!
    expect(scene.view).toBe('bench')
    expect(scene.models.map(({ id }) => id).filter((id) => id === 'mnist-conv512-vi')).toHaveLength(1)
    change(lab, openInBench('mnist-conv512-vi'))
    expect(currentScene(lab)!.models).toEqual(scene.models)
  })

  it('goes to the network’s own data set', () => {
    const other = { ...fakeCatalogue.models[0]!, id: 'fashion-fc1024-det', dataset: 'fashion' }
    const catalogue = {
      ...fakeCatalogue,
      datasets: [...fakeCatalogue.datasets, { ...fakeCatalogue.datasets[0]!, id: 'fashion' }],
      models: [...fakeCatalogue.models, other],
    }
    const scene = sceneOf(catalogue, openInBench(other.id)(noChoices, catalogue))
    expect(scene.dataset.id).toBe('fashion')
    expect(scene.models.map(({ id }) => id)).toEqual([other.id])
  })
})
