import { describe, expect, it, vi } from 'vitest'
import { choose } from '../../src/store/choices.ts'
import { createLab, follow, type Lab } from '../../src/store/lab.ts'
import { fakeEngine } from '../ui/fakeEngine.ts'

async function started(engine = fakeEngine()): Promise<Lab> {
  const lab = createLab(engine)
  follow(lab)
  await lab.offer.load()
  await vi.waitFor(() => expect(Object.keys(lab.trials.store.getState()).length).toBeGreaterThan(0))
  return lab
}

const settled = (lab: Lab) =>
  vi.waitFor(() => {
    const lanes = Object.values(lab.trials.store.getState())
    expect(lanes.map((lane) => lane.status)).not.toContain('running')
  })

describe('the lab', () => {
  it('asks first for the four networks of one family, with the first attack and the first rule', async () => {
    const lab = await started()
    await settled(lab)
    const lanes = lab.trials.store.getState()
    expect(Object.keys(lanes)).toEqual([
      'mnist-fc512-det',
      'mnist-fc512-adv',
      'mnist-fc512-vi',
      'mnist-fc512-hmc',
    ])
    expect(lanes['mnist-fc512-vi']?.request).toMatchObject({
      draws: 50,
      label: 7,
      layer: 2,
      k: 20,
      seed: 0,
      attack: { id: 'fgsm', parameters: {} },
      rule: { id: 'epsilon', parameters: {} },
    })
  })

  it('asks no network for more draws than it has, and does not ask again when nothing changed for it', async () => {
    const lab = await started()
    await settled(lab)
    const before = lab.trials.store.getState()
    expect(before['mnist-fc512-hmc']?.request.draws).toBe(20)
    lab.choices.setState((choices) => choose(choices, { scene: { draws: 100 } }), true)
    await vi.waitFor(() => expect(lab.trials.store.getState()['mnist-fc512-vi']?.request.draws).toBe(100))
    expect(lab.trials.store.getState()['mnist-fc512-det']).toBe(before['mnist-fc512-det'])
    expect(lab.trials.store.getState()['mnist-fc512-hmc']).toBe(before['mnist-fc512-hmc'])
  })

  it('counts changes within one turn of the event loop as one', async () => {
    const engine = fakeEngine()
    const trial = vi.spyOn(engine, 'trial')
    const lab = await started(engine)
    await settled(lab)
    trial.mockClear()
    for (const budget of [0.1, 0.11, 0.12])
      lab.choices.setState(
        (choices) => choose(choices, { attack: { id: 'fgsm', parameters: { budget } } }),
        true,
      )
    await vi.waitFor(() => expect(trial).toHaveBeenCalledTimes(4))
    expect(trial.mock.calls.map(([request]) => request.attack.parameters.budget)).toEqual([
      0.12, 0.12, 0.12, 0.12,
    ])
  })

  it('shows a failure in the column concerned and goes on in the others', async () => {
    const lab = await started(
      fakeEngine({ failing: { 'mnist-fc512-vi': 'model mnist-fc512-vi: truncated' } }),
    )
    await settled(lab)
    const lanes = lab.trials.store.getState()
    expect(lanes['mnist-fc512-vi']).toMatchObject({
      status: 'failed',
      message: 'model mnist-fc512-vi: truncated',
    })
    expect(lanes['mnist-fc512-det']?.status).toBe('done')
  })

  it('forgets columns that were taken away', async () => {
    const lab = await started()
    lab.choices.setState((choices) => choose(choices, { models: ['mnist-conv512-det'] }), true)
    await vi.waitFor(() => expect(Object.keys(lab.trials.store.getState())).toEqual(['mnist-conv512-det']))
  })

  it('takes a drawing with gray levels from bytes and no label', async () => {
    const lab = await started()
    const bytes = new Uint8Array(784).fill(51)
    lab.choices.setState((choices) => choose(choices, { source: { kind: 'drawn', bytes } }), true)
    await vi.waitFor(() => expect(lab.input.store.getState().current?.label).toBeNull())
    expect(lab.input.store.getState().current?.picture.data[0]).toBeCloseTo(0.2)
  })

  it('asks for rules by layers in the Layers view only, and leaves the columns alone there', async () => {
    const lab = await started()
    await settled(lab)
    const trials = lab.trials.store.getState()
    lab.choices.setState((choices) => choose(choices, { scene: { view: 'layers', k: 10 } }), true)
    await vi.waitFor(() => expect(lab.layers.store.getState().layers?.status).toBe('done'))
    expect(lab.layers.store.getState().layers?.request.rules.map((rule) => rule.id)).toEqual([
      'epsilon',
      'gamma',
      'alpha-beta',
    ])
    expect(lab.trials.store.getState()).toBe(trials)
  })

  it('says why there is no catalogue and finds one on the next try', async () => {
    const engine = fakeEngine()
    const catalogue = vi
      .spyOn(engine, 'catalogue')
      .mockRejectedValueOnce(new Error('models/index.json is missing'))
    const lab = createLab(engine)
    await lab.offer.load()
    expect(lab.offer.store.getState()).toMatchObject({
      catalogue: null,
      message: 'models/index.json is missing',
    })
    await lab.offer.load()
    expect(lab.offer.store.getState().message).toBeNull()
    expect(catalogue).toHaveBeenCalledTimes(2)
  })
})
