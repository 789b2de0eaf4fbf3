import { beforeAll, describe, expect, it } from 'vitest'
import { nodeHost } from '../../src/cli/nodeHost.ts'
import { startNode } from '../../src/cli/startNode.ts'
import { distances } from '../../src/core/attacks/audit.ts'
import * as tf from '../../src/core/tf.ts'
import { conventionsOf } from '../../src/domain/conventions.ts'
import { abortable, type Progress } from '../../src/domain/task.ts'
import type { LayersRequest, TrialRequest } from '../../src/domain/trial.ts'
import { drawRanges, firstDraws } from '../../src/engine/drawRanges.ts'
import { library } from '../../src/engine/library.ts'
import { localEngine } from '../../src/engine/localEngine.ts'

const newEngine = () =>
  localEngine(nodeHost(), {
    weightBudget: 2 ** 28,
    backends: () => [],
    context: (report, signal) => abortable(signal, report),
  })
const engine = newEngine()
const posterior = 'mnist-fc512-vi'
const draws = 12 // three ranges of draws
const pgd = { id: 'pgd', parameters: { steps: 4, stepSize: 0.3 } }
const few = { steps: 2 }

beforeAll(() => startNode(() => {}))

async function request(changes: Partial<TrialRequest> = {}): Promise<TrialRequest> {
  const { picture, label } = await engine.testImage('mnist', 3)
  return {
    model: 'mnist-fc512-det',
    draws: 1,
    picture,
    label,
    attack: pgd,
    rule: { id: 'epsilon', parameters: {} },
    layer: 2,
    k: 20,
    conventions: conventionsOf('defined'),
    seed: 1,
    ...changes,
  }
}

const quietly = () => {}
const never = new AbortController().signal
const trial = async (changes: Partial<TrialRequest> = {}, on = engine) =>
  on.trial(await request(changes), quietly, never)

describe('a trial', () => {
  it('carries the request that made it, with every default filled in', async () => {
    const asked = await request()
    const { request: carried, provenance } = await trial()
    const { resolved, ...rest } = carried
    expect(rest).toEqual(asked)
    expect(resolved).toEqual({
      attack: {
        budget: 0.2,
        steps: 4,
        stepSize: 0.3,
        start: 'random',
        restarts: 1,
        loss: 'cross-entropy',
        goal: 'untargeted',
        target: 0,
      },
      rule: { stabilizer: 0.1 },
    })
    expect(provenance.modelChecksum).toMatch(/^[0-9a-f]{64}$/)
  })

  it('gives from memory what it computes anew', async () => {
    const [first, again, elsewhere] = [await trial(), await trial(), await trial({}, newEngine())]
    const told = ({ provenance: _, ...rest }: typeof first) => rest
    expect(told(again)).toEqual(told(first))
    expect(told(elsewhere)).toEqual(told(first))
  })

  it('shares its pictures with a request that differs in k, and cuts them anew', async () => {
    const [twenty, five] = [await trial(), await trial({ k: 5 })]
    expect(five.attacked).toEqual(twenty.attacked)
    expect([five.overlap.size, twenty.overlap.size]).toEqual([39, 156])
    expect(five.request.k).toBe(5)
  })

  it('refuses a k that cannot be, though everything else is remembered', async () => {
    await trial()
    await expect(trial({ k: -5 })).rejects.toThrow('top-k: k must be in [0.2, 100], got -5')
  })

  it('transfers the very picture that the attack made on the other network', async () => {
    const source = { model: 'mnist-fc512-adv', draws: 1 }
    const [own, borrowed] = [await trial(source), await trial({ source })]
    expect(borrowed.attacked.picture).toEqual(own.attacked.picture)
    expect(borrowed.request.source).toEqual(source)
    // explained and judged by the network asked for, not by the one attacked
    expect(borrowed.clean).toEqual((await trial()).clean)
    expect(borrowed.audit.predictionAfter).toBe(borrowed.attacked.prediction.class)
  })

  it.each([
    ['linf', 0.07],
    ['l2', 1.5],
  ] as const)('matches the strength of two networks in %s', async (norm, value) => {
    for (const model of ['mnist-fc512-det', 'mnist-fc512-adv']) {
      const { audit, clean, attacked } = await trial({ model, strength: { norm, value } })
      expect(audit[norm]).toBeCloseTo(value, 5)
      expect(distances(clean.picture.data, attacked.picture.data)[norm]).toBe(audit[norm])
    }
  })

  it('attacks at random as far as the attack went', async () => {
    const { control, clean, audit } = await trial({ strength: { norm: 'linf', value: 0.07 } })
    expect(distances(clean.picture.data, control.picture.data).linf).toBeCloseTo(audit.linf, 6)
  })
})

describe('a film', () => {
  it('begins at the clean image and ends at the trial’s attacked one', async () => {
    const asked = await request()
    const [{ steps, frames }, { attacked, clean, metrics }] = [
      await engine.film(asked, quietly, never),
      await trial(),
    ]
    expect(steps).toBe(4)
    expect(frames.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4])
    expect(frames[0]!.picture).toEqual(asked.picture)
    expect(frames[0]!.linf).toBe(0)
    expect(frames.at(-1)!.picture).toEqual(attacked.picture)
    expect(frames.at(-1)!.metrics['softmax-robustness']).toBeCloseTo(metrics['softmax-robustness']!, 5)
    expect(frames[0]!.prediction.class).toBe(clean.prediction.class)
  })
})

describe('all layers', () => {
  it('hold what a trial says of its one explanation, under the attack and under its random pattern', async () => {
    const asked = {
      ...(await request({ model: posterior, draws })),
      rules: [{ id: 'epsilon', parameters: {} }],
    }
    const { cells } = await engine.layers(asked, quietly, never)
    expect(cells.map(({ layer }) => layer)).toEqual([0, 1, 2])
    for (const { layer, lrpRobustness, lrpRobustnessControl } of cells) {
      const { metrics, control } = await trial({ model: posterior, draws, layer })
      expect(lrpRobustness).toBeCloseTo(metrics['lrp-robustness']!, 2)
      expect(lrpRobustnessControl).toBeCloseTo(control.metrics['lrp-robustness']!, 2)
    }
  })
})

describe('whatever was asked', () => {
  const asked: Readonly<Record<string, () => Promise<unknown>>> = {
    'a trial': () => trial({ seed: 2 }),
    'a trial on draws': () => trial({ model: posterior, draws, seed: 2 }),
    'an attack on each draw': () =>
      trial({ model: posterior, draws, conventions: conventionsOf('released'), seed: 2 }),
    'an attack on the explanation': () => trial({ attack: { id: 'topk', parameters: few } }),
    'an attack that sharpens': () => trial({ attack: { id: 'beta', parameters: few } }),
    'a transfer': () => trial({ source: { model: 'mnist-fc512-adv', draws: 1 }, seed: 2 }),
    'a film': async () => engine.film(await request(), quietly, never),
    'all layers': async () =>
      engine.layers({ ...(await request()), rules: [{ id: 'gamma', parameters: {} }] }, quietly, never),
    'a refusal': () =>
      expect(trial({ attack: { id: 'pgd', parameters: { budget: 7 } } })).rejects.toThrow(
        'attack pgd: budget must be in [0, 1], got 7',
      ),
    'an abort': async () => {
      const { signal, context } = abortedAfter(7)
      const asked = await request({ model: posterior, draws, seed: 3 })
      await expect(engine.trial(asked, context, signal)).rejects.toThrow()
    },
  }

  it.each(Object.keys(asked))('no tensor is left after %s', async (what) => {
    // weights stay, so they are fetched first
    for (const model of ['mnist-fc512-det', 'mnist-fc512-adv']) await trial({ model })
    await trial({ model: posterior, draws })
    const before = tf.memory().numTensors
    await asked[what]!()
    expect(tf.memory().numTensors).toBe(before)
  })

  const watched: Readonly<Record<string, Partial<LayersRequest>>> = {
    'one step': { attack: { id: 'fgsm', parameters: {} } },
    'many steps': {},
    'steps on the explanation': { attack: { id: 'topk', parameters: few } },
    'steps made on another network': { source: { model: 'mnist-fc512-adv', draws: 1 } },
  }

  it.each(Object.keys(watched))('progress never turns back: %s', async (what) => {
    const told: Progress[] = []
    const on = { ...(await request({ model: posterior, draws, seed: 4 })), ...watched[what] }
    const report = (progress: Progress) => void told.push(progress)
    await engine.trial(on, report, never)
    await engine.film(on, report, never)
    const shares = told.map(({ step, of }) => step / of)
    const [start, ...turns] = shares.flatMap((share, i) => (share < (shares[i - 1] ?? 1) ? [i] : []))
    expect(start).toBe(0)
    expect(turns).toHaveLength(1) // where the film begins
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true)
    expect(new Set(shares).size).toBeGreaterThan(6)
  })
})

describe('an abort', () => {
  it('stops at the first checkpoint after an abort', async () => {
    const { signal, context, count } = abortedAfter(9)
    const asked = await request({ model: posterior, draws, seed: 5 })
    await expect(engine.trial(asked, context, signal)).rejects.toMatchObject({ name: 'AbortError' })
    expect(count()).toBe(10)
  })

  it('lets the next request be answered', async () => {
    const { signal, context } = abortedAfter(4)
    const asked = await request({ seed: 6 })
    const [stopped, answered] = await Promise.allSettled([
      engine.trial(asked, context, signal),
      engine.trial(asked, quietly, never),
    ])
    expect([stopped.status, answered.status]).toEqual(['rejected', 'fulfilled'])
  })

  it('waits for no more than one range of draws', async () => {
    let checkpoints = 0
    const many = 40
    await engine.trial(
      await request({ model: posterior, draws: many, attack: { id: 'fgsm', parameters: {} } }),
      () => void checkpoints++,
      never,
    )
    const ranges = drawRanges(await library(nodeHost()).posterior(posterior, firstDraws(1)), many).length
    expect(ranges).toBeGreaterThan(5)
    // forward, gradient and heatmap before, forward and heatmap after
    expect(checkpoints).toBeGreaterThanOrEqual(5 * ranges)
  })
})

/** A signal that is aborted once so many checkpoints have passed, and the report that counts them. */
function abortedAfter(checkpoints: number) {
  const controller = new AbortController()
  let passed = 0
  const context = () => {
    passed++
    // after the checkpoint, as a message that comes in between
    if (passed === checkpoints) queueMicrotask(() => controller.abort())
  }
  return { signal: controller.signal, context, count: () => passed }
}
