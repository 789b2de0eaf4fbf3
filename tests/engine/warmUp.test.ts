import { beforeAll, describe, expect, it } from 'vitest'
import { attacks } from '../../src/core/attacks/index.ts'
import type { Ensemble } from '../../src/core/ensemble.ts'
import { rules } from '../../src/core/lrp/rules/index.ts'
import * as tf from '../../src/core/tf.ts'
import { type Conventions, conventionsOf } from '../../src/domain/conventions.ts'
import { unobserved } from '../../src/domain/task.ts'
import { attackPicture } from '../../src/engine/attackPicture.ts'
import { drawsOfAllSizes } from '../../src/engine/ensemble.ts'
import { gatherEvidence } from '../../src/engine/trial.ts'
import { warmUp } from '../../src/engine/warmUp.ts'
import { noise, randomPosterior, withEnsemble } from '../core/worlds.ts'

// without kernels of ours: what a GPU runs
beforeAll(async () => {
  await tf.setBackend('cpu')
})

const explanations = rules.entries.flatMap(({ id }) => [0, 1, 2].map((layer) => ({ rule: id, layer })))

/** Every attack on one explanation, and every explanation under an attack on it; one step shows all that steps do. */
const questions = [
  ...attacks.entries.map(({ id }) => ({ attack: id, rule: 'epsilon', layer: 2 })),
  ...explanations.map((explanation) => ({ attack: 'topk', ...explanation })),
]

describe.each([
  ['fc2', 43, 'defined'],
  ['fc2', 23, 'released'],
  ['conv', 1, 'defined'],
  ['conv', 2, 'released'],
] as const)('%s with %i draws, protocol %s', (id, draws, protocol) => {
  const posterior = randomPosterior(id, { hidden: 2, draws })
  const conventions = conventionsOf(protocol)
  const warm = () =>
    withEnsemble(posterior, (ensemble) => warmUp(ensemble, conventions), drawsOfAllSizes(draws))

  it('meets every shape that questions about a picture take, and leaves no tensor', async () => {
    const before = tf.memory().numTensors
    const met = await kernelsOf(warm)
    expect(tf.memory().numTensors).toBe(before)
    const asked = await kernelsOf(() =>
      withEnsemble(posterior, async (ensemble) => {
        for (const question of questions) await ask(ensemble, question, conventions)
      }),
    )
    expect(met.size).toBeGreaterThan(50)
    expect([...asked].filter((kernel) => !met.has(kernel))).toEqual([])
  }, 180_000) // plain JavaScript takes its time for convolutions
})

async function ask(
  ensemble: Ensemble,
  { attack, rule, layer }: (typeof questions)[number],
  conventions: Conventions,
): Promise<void> {
  const { parameters } = attacks.get(attack)
  const request = {
    model: 'any',
    draws: ensemble.draws,
    picture: { data: noise(1), shape: [28, 28, 1] as const },
    label: 3,
    attack: { id: attack, parameters: parameters.steps ? { steps: 1 } : {} },
    rule: { id: rule, parameters: {} },
    layer,
    k: 20,
    conventions,
    seed: 1,
  }
  const help = { context: unobserved, testImage: async () => noise(1, 7) }
  const attacker = {
    attack: () => attackPicture(ensemble, request, request.picture.data, help),
    film: async () => [],
  }
  await gatherEvidence(ensemble, request, attacker, () => {})
}

/** Kernels that some work runs, by name and the shapes that they read and write. */
async function kernelsOf(work: () => Promise<void>): Promise<ReadonlySet<string>> {
  const { kernels } = await tf.profile(work as unknown as () => tf.TensorContainer)
  return new Set(
    kernels.map(({ name, inputShapes, outputShapes }) => JSON.stringify([name, inputShapes, outputShapes])),
  )
}
