import { describe, expect, it } from 'vitest'
import { plainBlas } from '../../../src/core/inference/blas.ts'
import { methods } from '../../../src/core/inference/index.ts'
import type { InferenceMethod, TrainingState, TrainingTask } from '../../../src/core/inference/method.ts'
import { recipes } from '../../../src/core/inference/recipes.ts'
import { type Architecture, leakySlope } from '../../../src/core/nn/architecture.ts'
import { type Overrides, resolve } from '../../../src/domain/parameters.ts'
import { key, normal } from '../../../src/domain/random.ts'

const net: Architecture = {
  id: 'tiny',
  hidden: 6,
  input: [2, 2, 1],
  classes: 3,
  layers: [
    { kind: 'flatten' },
    { kind: 'dense', in: 4, out: 6 },
    { kind: 'leakyRelu', slope: leakySlope },
    { kind: 'dense', in: 6, out: 3 },
  ],
}

/** Three clouds in [0, 1]⁴, easy to tell apart. */
function clouds(count: number) {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 3)
  const noise = normal(key(4), 4 * count)
  const images = noise.map((z, i) => {
    const label = labels[Math.floor(i / 4)]!
    return Math.min(1, Math.max(0, (i % 4 === label ? 0.8 : 0.2) + 0.1 * z))
  })
  return { images, labels }
}

const data = clouds(600)
const quick: Record<string, Overrides> = {
  det: { epochs: 30, batch: 16, rate: 0.01 },
  adversarial: { epochs: 30, batch: 16, rate: 0.01, budget: 0.05 },
  vi: { epochs: 30, batch: 16, rate: 0.01, schedule: 'linear' },
  'vi-released': { epochs: 20, batch: 16 },
  hmc: { warmUp: 20, draws: 6, startEpochs: 4, thin: 2 },
  'hmc-released': { warmUp: 30, draws: 4, images: 200, chains: 3 },
}

function taskOf(method: InferenceMethod, chain = 0, seed = 11): TrainingTask {
  const values = resolve(method.id, method.parameters, quick[method.id])
  return { architecture: net, data, values, seed, chain, blas: plainBlas }
}

/** As a checkpoint would give it back. */
function kept({ tensors, counters, curves }: TrainingState): TrainingState {
  const copies = Object.entries(tensors).map(([name, values]) => [name, values.slice()] as const)
  return { tensors: Object.fromEntries(copies), ...JSON.parse(JSON.stringify({ counters, curves })) }
}

describe.each(methods.entries)('inference method $id', (method) => {
  it('goes on from any step to the same bits as without a break', () => {
    const whole = method.trainer(taskOf(method))
    while (whole.step < whole.steps) whole.advance()
    let broken = method.trainer(taskOf(method))
    while (broken.step < broken.steps) {
      broken.advance()
      broken = method.trainer(taskOf(method), kept(broken.state))
    }
    expect(broken.outcome()).toEqual(whole.outcome())
    expect(broken.state.curves).toEqual(whole.state.curves)
  })

  it('gives other numbers for another seed', () => {
    const [one, other] = [11, 12].map((seed) => {
      const trainer = method.trainer(taskOf(method, 0, seed))
      while (trainer.step < trainer.steps) trainer.advance()
      return trainer.outcome()
    })
    expect(one).not.toEqual(other)
  })

  it('counts its steps up to the last', () => {
    const trainer = method.trainer(taskOf(method))
    const seen: number[] = []
    while (trainer.step < trainer.steps) {
      trainer.advance()
      seen.push(trainer.step)
    }
    expect(seen).toEqual(Array.from({ length: trainer.steps }, (_, i) => i + 1))
  })
})

it.each(['det', 'adversarial', 'vi'])('%s learns to tell three clouds apart', (id) => {
  const trainer = methods.get(id).trainer(taskOf(methods.get(id)))
  let readings: Readonly<Record<string, number>> = {}
  while (trainer.step < trainer.steps) readings = trainer.advance()
  expect(readings.accuracy).toBeGreaterThan(0.95)
})

it('chains start from different prior draws and keep the draws asked for', () => {
  const method = methods.get('hmc')
  const draws = [0, 1].map((chain) => {
    const trainer = method.trainer(taskOf(method, chain))
    while (trainer.step < trainer.steps) trainer.advance()
    const outcome = trainer.outcome()
    return outcome.kind === 'stored' ? outcome.draws : []
  })
  expect(draws.map((chain) => chain.length)).toEqual([6, 6])
  expect(draws[0]![0]).not.toEqual(draws[1]![0])
})

it('every recipe has values that its method accepts', () => {
  for (const { id, method, values } of recipes.entries)
    expect(() => resolve(id, methods.get(method).parameters, values)).not.toThrow()
})
