import { describe, expect, it, vi } from 'vitest'
import {
  type Change,
  closeFilm,
  openFilm,
  pick,
  removeModel,
  setDataset,
  setFilmStep,
  setMadeOn,
  setParameter,
  setScene,
} from '../../src/store/changes.ts'
import { change, changeBackend, createLab, follow, type Lab } from '../../src/store/lab.ts'
import { fakeEngine } from '../ui/fakeEngine.ts'

const det = 'mnist-fc512-det'
const vi50 = 'mnist-fc512-vi'

async function started(engine = fakeEngine()): Promise<Lab> {
  const lab = createLab(engine)
  follow(lab)
  await lab.offer.load()
  await settled(lab)
  return lab
}

async function settled(lab: Lab): Promise<void> {
  await new Promise((next) => setTimeout(next, 5))
  await vi.waitFor(() => {
    const lanes = [lab.trials, lab.films].flatMap(({ store }) => Object.values(store.getState()))
    expect(lanes.length).toBeGreaterThan(0)
    expect(lanes.map((lane) => lane.status)).not.toContain('running')
  })
}

async function made(...changes: readonly Change[]): Promise<Lab> {
  const lab = await started()
  for (const each of changes) change(lab, each)
  await settled(lab)
  return lab
}

const requestOf = (lab: Lab, model: string) => lab.trials.store.getState()[model]!.request
const films = (lab: Lab) => lab.films.store.getState()

describe('an attack made on another network', () => {
  it('is asked for in every column but that network’s own, with no more draws than it has', async () => {
    const lab = await made(setMadeOn('mnist-fc512-hmc'))
    expect(requestOf(lab, det).source).toEqual({ model: 'mnist-fc512-hmc', draws: 20 })
    expect(requestOf(lab, vi50).source).toEqual({ model: 'mnist-fc512-hmc', draws: 20 })
    expect(requestOf(lab, 'mnist-fc512-hmc')).not.toHaveProperty('source')
  })

  it('is forgotten with its data set', async () => {
    const lab = await made(setMadeOn(det), setDataset('mnist'))
    expect(lab.choices.getState()).not.toHaveProperty('madeOn')
  })
})

describe('equal strength', () => {
  it('is asked for with its norm and value', async () => {
    const lab = await made(setScene('strength', 'l2'), setScene('l2', 2.5))
    expect(requestOf(lab, det).strength).toEqual({ norm: 'l2', value: 2.5 })
  })

  it('is nothing by default, whatever values were left behind', async () => {
    const lab = await made(setScene('strength', 'linf'), setScene('linf', 0.3), setScene('strength', 'as-is'))
    expect(requestOf(lab, det)).not.toHaveProperty('strength')
  })

  it('refuses a value with its sentence', async () => {
    const lab = await started()
    expect(() => change(lab, setScene('linf', 7))).toThrow('scene: linf must be in [0.01, 1], got 7')
  })
})

describe('a film', () => {
  const opened = () => made(pick('attack', 'pgd'), setParameter('attack', 'steps', 5), openFilm(vi50))

  it('is asked for where the attack has steps, for one network', async () => {
    const lab = await opened()
    expect(Object.keys(films(lab))).toEqual([vi50])
    expect(films(lab)[vi50]).toMatchObject({ status: 'done', result: { steps: 5 } })
  })

  it('is asked for as the attack went, whatever is scaled afterwards', async () => {
    const lab = await opened()
    const before = films(lab)[vi50]
    change(lab, setScene('strength', 'l2'))
    await settled(lab)
    expect(films(lab)[vi50]).toBe(before)
  })

  it('is not asked for again by its step, and keeps the last one as an absence', async () => {
    const lab = await opened()
    const before = films(lab)[vi50]
    change(lab, setFilmStep(3, 5))
    await settled(lab)
    expect(lab.choices.getState().film).toEqual({ model: vi50, step: 3 })
    change(lab, setFilmStep(5, 5))
    expect(lab.choices.getState().film).toEqual({ model: vi50 })
    expect(films(lab)[vi50]).toBe(before)
  })

  it('changes over to another network, and is forgotten when closed', async () => {
    const lab = await opened()
    change(lab, openFilm(det))
    await settled(lab)
    expect(Object.keys(films(lab))).toEqual([det])
    change(lab, closeFilm)
    await vi.waitFor(() => expect(films(lab)).toEqual({}))
  })

  it.each([
    ['its column', removeModel(vi50)],
    ['the attack’s steps', pick('attack', 'fgsm')],
  ])('goes with %s', async (_, gone) => {
    const lab = await opened()
    change(lab, gone)
    expect(lab.choices.getState()).not.toHaveProperty('film')
    await vi.waitFor(() => expect(films(lab)).toEqual({}))
  })
})

describe('another backend', () => {
  it('is asked everything anew, the last results in view', async () => {
    const engine = fakeEngine()
    const lab = await started(engine)
    await lab.offer.loadBackends()
    const trial = vi.spyOn(engine, 'trial')
    const switching = changeBackend(lab, 'webgl')
    expect(lab.trials.store.getState()[det]).toMatchObject({ status: 'running', previous: {} })
    await switching
    await settled(lab)
    expect(trial).toHaveBeenCalledTimes(4)
    expect(lab.offer.store.getState().backends[1]).toMatchObject({ id: 'webgl', status: 'chosen' })
  })

  it('that does not come up is answered with its sentence', async () => {
    const engine = fakeEngine()
    vi.spyOn(engine, 'useBackend').mockRejectedValue(new Error('no backend computes rightly here'))
    const lab = await started(engine)
    await changeBackend(lab, 'webgpu')
    expect(lab.notices.store.getState()[0]?.text).toBe('no backend computes rightly here')
  })
})
