import { describe, expect, it, vi } from 'vitest'
import { openInLayers, setDataset, setModel, setScene, setSource } from '../../src/store/changes.ts'
import { noChoices } from '../../src/store/choices.ts'
import { change, createLab, currentScene, follow, type Lab } from '../../src/store/lab.ts'
import { sceneOf } from '../../src/store/scene.ts'
import { readHash, writeHash } from '../../src/store/url.ts'
import { fakeEngine } from '../ui/fakeEngine.ts'
import { catalogueWithGarments as catalogue } from '../ui/garments.ts'

const onGarments = setDataset('fashion-mnist')(noChoices, catalogue)
const onNothing = setDataset('untrained')(noChoices, catalogue)
const [mnistDet, fashionDet] = ['mnist-fc512-det', 'fashion-fc1024-det']

async function started(engine = fakeEngine({ catalogue })): Promise<Lab> {
  const lab = createLab(engine)
  await lab.offer.load()
  follow(lab)
  await vi.waitFor(() => expect(lab.trials.store.getState()[mnistDet]?.status).toBe('done'))
  return lab
}

describe('another data set', () => {
  it('brings its own networks and its own picture', async () => {
    const lab = await started()
    change(lab, setSource({ kind: 'test', index: 5 }))
    change(lab, setDataset('fashion-mnist'))
    await vi.waitFor(() => {
      expect(Object.keys(lab.trials.store.getState())).toEqual(['fashion-fc1024-det', 'fashion-fc1024-vi'])
    })
    expect(currentScene(lab)).toMatchObject({
      dataset: { label: 'Fashion-MNIST' },
      source: { index: 0 },
      model: { id: fashionDet },
    })
  })

  it('never shows its networks the picture of the one before', async () => {
    const engine = fakeEngine({ catalogue })
    const lab = await started(engine)
    vi.spyOn(engine, 'testImage').mockReturnValue(new Promise(() => {})) // on its way
    const trial = vi.spyOn(engine, 'trial')
    change(lab, setDataset('fashion-mnist'))
    await vi.waitFor(() => expect(lab.input.store.getState().current).toBeNull())
    await vi.waitFor(() => expect(lab.offer.store.getState().labels['fashion-mnist']).toBeDefined())
    expect(trial).not.toHaveBeenCalled()
  })

  it('without a network asks for nothing, whatever the view', async () => {
    const engine = fakeEngine({ catalogue })
    const lab = await started(engine)
    const [trial, layers] = [vi.spyOn(engine, 'trial'), vi.spyOn(engine, 'layers')]
    change(lab, setDataset('untrained'))
    await vi.waitFor(() => expect(lab.trials.store.getState()).toEqual({}))
    change(lab, setScene('view', 'layers'))
    await new Promise((done) => setTimeout(done, 20))
    expect([trial.mock.calls, layers.mock.calls, lab.notices.store.getState()]).toEqual([[], [], []])
  })
})

describe('the network that is looked at', () => {
  const scene = (choices: typeof noChoices, view: string) =>
    sceneOf(catalogue, setScene('view', view)(choices, catalogue))

  it('may be of any data set in the Models view, and of the scene’s in the others', () => {
    const looking = setModel(fashionDet)(noChoices, catalogue)
    expect(scene(looking, 'models').model.id).toBe(fashionDet)
    expect(scene(looking, 'layers').model.id).toBe(mnistDet)
  })

  it('takes its data set along when its layers are opened', () => {
    const opened = sceneOf(catalogue, openInLayers(fashionDet)(noChoices, catalogue))
    expect([opened.view, opened.dataset.id, opened.model.id]).toEqual(['layers', 'fashion-mnist', fashionDet])
    const stayed = openInLayers(mnistDet)(noChoices, catalogue)
    expect(stayed.dataset).toBeUndefined()
  })

  it('is none of the data set’s where it has none', () => {
    expect(scene(onNothing, 'layers').model.dataset).not.toBe('untrained')
    expect(scene(onNothing, 'bench').models).toEqual([])
  })
})

describe('a link', () => {
  it('carries the data set, and comes back with it', () => {
    const choices = { ...onGarments, models: [fashionDet] }
    expect(writeHash(choices)).toBe('v=1&seed=0&data=fashion-mnist&models=fashion-fc1024-det')
    expect(readHash(writeHash(choices), catalogue)).toEqual({ choices, complaints: [] })
  })

  it.each(['models', 'on', 'film'])(
    'drops a network of another data set from %s, with a sentence',
    (name) => {
      const { choices, complaints } = readHash(`data=fashion-mnist&${name}=${mnistDet}&k=5`, catalogue)
      expect(choices).toEqual({ ...onGarments, scene: { k: 5 } })
      expect(complaints).toEqual([
        `link: ${name} must be one of fashion-fc1024-det, fashion-fc1024-vi, got ${mnistDet}`,
      ])
    },
  )

  it('drops an unknown data set and keeps the rest', () => {
    const { choices, complaints } = readHash('data=stars&k=5', catalogue)
    expect(choices).toEqual({ ...noChoices, scene: { k: 5 } })
    expect(complaints).toEqual(['link: data must be one of mnist, fashion-mnist, untrained, got stars'])
  })
})
