import { beforeAll, describe, expect, it } from 'vitest'
import { type AttackSetting, imageKeys } from '../../../src/core/attacks/attack.ts'
import { attackEnsemble } from '../../../src/core/attacks/attackEnsemble.ts'
import { distances } from '../../../src/core/attacks/audit.ts'
import { attacks } from '../../../src/core/attacks/index.ts'
import type { Ensemble } from '../../../src/core/ensemble.ts'
import { rules } from '../../../src/core/lrp/rules/index.ts'
import { crossEntropy } from '../../../src/core/nn/loss.ts'
import { rows } from '../../../src/core/rows.ts'
import * as tf from '../../../src/core/tf.ts'
import { type Conventions, conventionsOf, type ProtocolId } from '../../../src/domain/conventions.ts'
import { type Overrides, resolve } from '../../../src/domain/parameters.ts'
import { key } from '../../../src/domain/random.ts'
import { unobserved } from '../../../src/domain/task.ts'
import { batch, blackBackground, noise, pageBackend, randomPosterior, withEnsemble } from '../worlds.ts'

const images = 3
const x = Float32Array.from([...blackBackground(2), ...noise(1)])
const labels = [1, 4, 7]
const posterior = randomPosterior('fc2', { hidden: 12, draws: 4 })

beforeAll(pageBackend)

function run(
  ensemble: Ensemble,
  id: string,
  parameters: Overrides,
  protocol: ProtocolId = 'defined',
  seed = 1,
) {
  const attack = attacks.get(id)
  const values = resolve(`attack ${id}`, attack.parameters, parameters)
  const conventions = conventionsOf(protocol)
  return attackEnsemble(ensemble, attack, x, labels, values, conventions, setting(seed, conventions))
}

function setting(seed: number, conventions: Conventions): AttackSetting {
  const rule = rules.get('epsilon')
  return {
    keys: imageKeys(key(seed), labels.length),
    context: unobserved,
    explained: { rule, values: resolve('rule epsilon', rule.parameters), layer: 2, conventions },
    testImage: async () => noise(1, 9),
  }
}

/** The released twins break these laws; what they do instead is stated below. */
const defined = attacks.entries.filter(({ id }) => !id.endsWith('-released'))

describe.each(defined)('$id', ({ id }) => {
  it('changes nothing with budget 0', async () => {
    const { images: out } = await withEnsemble(posterior, (ensemble) => run(ensemble, id, { budget: 0 }))
    expect(out).toEqual(x)
  })

  it.each([0.05, 0.2, 1])('stays within budget %f and within [0, 1]', async (budget) => {
    const { images: out } = await withEnsemble(posterior, (ensemble) => run(ensemble, id, { budget }))
    expect(distances(x, out).linf).toBeLessThanOrEqual(budget + 1e-6)
    expect(out.every((value) => value >= 0 && value <= 1)).toBe(true)
  })

  it('gives the same image from the same seed, and leaves the clean one alone', async () => {
    const before = x.slice()
    const [one, two] = await withEnsemble(posterior, async (ensemble) => [
      await run(ensemble, id, {}),
      await run(ensemble, id, {}),
    ])
    expect(one!.images).toEqual(two!.images)
    expect(x).toEqual(before)
  })

  it('refuses a budget outside its range with the sentence', async () => {
    await withEnsemble(posterior, async (ensemble) => {
      await expect(async () => run(ensemble, id, { budget: 7 })).rejects.toThrow(
        `attack ${id}: budget must be in [0, 1], got 7`,
      )
    })
  })
})

describe('FGSM', () => {
  it.each(['cross-entropy', 'margin'])(
    'raises the expected loss more than a random pattern does, by %s',
    async (loss) => {
      await withEnsemble(posterior, async (ensemble) => {
        const clean = await lossOf(ensemble, x)
        const attacked = await lossOf(ensemble, (await run(ensemble, 'fgsm', { budget: 0.05, loss })).images)
        const random = await lossOf(ensemble, (await run(ensemble, 'random', { budget: 0.05 })).images)
        expect(attacked).toBeGreaterThan(clean)
        expect(attacked).toBeGreaterThan(random)
      })
    },
  )

  it('lowers the target’s loss when a target is named', async () => {
    await withEnsemble(posterior, async (ensemble) => {
      const target = 9
      const { images: out } = await run(ensemble, 'fgsm', { budget: 0.05, goal: 'targeted', target })
      expect(await lossOf(ensemble, out, [target])).toBeLessThan(await lossOf(ensemble, x, [target]))
    })
  })

  it('moves every pixel that has a gradient by the whole budget where the range allows', async () => {
    const { images: out } = await withEnsemble(posterior, (ensemble) =>
      run(ensemble, 'fgsm', { budget: 0.01 }),
    )
    const inside = [...x].flatMap((value, i) =>
      value > 0.02 && value < 0.98 ? [Math.abs(out[i]! - value)] : [],
    )
    expect(inside.every((change) => Math.abs(change - 0.01) < 1e-6)).toBe(true)
  })
})

describe('beta', () => {
  const attack = attacks.get('beta')
  const imitate = (ensemble: Ensemble, steps: number) => {
    const values = resolve('attack beta', attack.parameters, { steps })
    const conventions = conventionsOf('defined')
    const ownPicture = async () => x.slice(0, x.length / images)
    const set = { ...setting(1, conventions), testImage: ownPicture }
    return attackEnsemble(ensemble, attack, x, labels, values, conventions, set)
  }

  it('is at its aim already where the target is the image itself', async () => {
    const { climb } = await withEnsemble(posterior, (ensemble) => imitate(ensemble, 2))
    expect(climb!.before[0]).toBeCloseTo(0, 10)
    expect(climb!.after[0]).toBeCloseTo(0, 10)
    expect(climb!.before[1]).toBeLessThan(0)
  })

  it('holds no more tensors however many sharpnesses it goes through', async () => {
    const held = (steps: number) =>
      withEnsemble(posterior, async (ensemble) => {
        await imitate(ensemble, steps)
        return tf.memory().numTensors
      })
    expect(await held(6)).toBe(await held(3))
  })
})

describe('as released', () => {
  it('averages one attacked image per draw, so that disagreeing signs shrink the change', async () => {
    const { images: out } = await withEnsemble(posterior, (ensemble) => run(ensemble, 'fgsm', {}, 'released'))
    const changes = new Set([...out].map((value, i) => Math.round(Math.abs(value - x[i]!) * 1e4)))
    expect(changes.size).toBeGreaterThan(2) // not all or nothing, as one sign step would be
    expect(mean(out.map((value, i) => Math.abs(value - x[i]!)))).toBeLessThan(0.15)
  })

  it('does nothing to a saturated network, while the gradient in double still finds a way', async () => {
    const saturated = randomPosterior('fc2', { hidden: 12, draws: 2, gain: 30 })
    await withEnsemble(saturated, async (ensemble) => {
      const own = await ensemble.forward(batch(x, images))
      const labelsOfDraw0 = [0, 1, 2].map((i) => indexOfLargest(own.logits.subarray(i * 10, i * 10 + 10)))
      const attack = attacks.get('fgsm')
      const values = resolve('attack fgsm', attack.parameters)
      const with_ = (logitGradient: string) => {
        const conventions = conventionsOf('defined', { logitGradient })
        return attackEnsemble(
          ensemble,
          attack,
          x,
          labelsOfDraw0,
          values,
          conventions,
          setting(1, conventions),
        )
      }
      const single = await with_('float32')
      const double = await with_('double')
      expect(mean(single.firstGradient!.zeroDraws)).toBeGreaterThan(mean(double.firstGradient!.zeroDraws))
      expect(single.firstGradient!.zeroDraws.some((share) => share > 0)).toBe(true)
    })
  })
})

describe('the audit', () => {
  it('measures distances between the images themselves', () => {
    const clean = Float32Array.of(0, 0.5, 1, 0.9)
    const attacked = Float32Array.of(0.2, 0.5, 0.8, 1)
    const { linf, l2, l0, clipped } = distances(clean, attacked)
    expect(linf).toBeCloseTo(0.2, 6)
    expect(l2).toBeCloseTo(Math.hypot(0.2, 0.2, 0.1), 6)
    expect(l0).toBe(3)
    expect(clipped).toBe(1 / 4) // the last pixel ran into 1 after half its step
  })
})

async function lossOf(
  ensemble: Ensemble,
  data: Float32Array,
  of: readonly number[] = labels,
): Promise<number> {
  const { logits } = await ensemble.forward(batch(data, images))
  const rows = Array.from({ length: ensemble.draws * images }, (_, row) =>
    crossEntropy(logits.subarray(row * 10, row * 10 + 10), of[row % images] ?? of[0]!),
  )
  return mean(rows)
}

function indexOfLargest(values: Float32Array): number {
  return values.indexOf(Math.max(...values))
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
}

describe('the random numbers of an image', () => {
  it.each(['pgd', 'random'])('of %s do not depend on its neighbours in a batch', async (id) => {
    const { images: together } = await withEnsemble(posterior, (ensemble) => run(ensemble, id, {}))
    const alone = await withEnsemble(posterior, (ensemble) => {
      const attack = attacks.get(id)
      const conventions = conventionsOf('defined')
      const values = resolve(`attack ${id}`, attack.parameters)
      const last = { ...setting(1, conventions), keys: imageKeys(key(1), 3).slice(2) }
      return attackEnsemble(ensemble, attack, rows(x, 3)[2]!.slice(), [7], values, conventions, last)
    })
    expect(rows(together, 3)[2]).toEqual(alone.images)
  })
})
