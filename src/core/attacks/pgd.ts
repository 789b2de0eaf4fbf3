import { choice, integer, real } from '../../domain/parameters.ts'
import { type Key, split } from '../../domain/random.ts'
import { type AttackSetting, attack, budgetSpec, project, signStep } from './attack.ts'
import { type Objective, objectiveOf, objectiveSpecs } from './objective.ts'
import { scattered } from './saliency.ts'
import type { Victim } from './victim.ts'

/**
 * x₀ = x + U(-ε, ε); x_{t+1} = Proj(x_t + α sgn ∇ₓ E[L(x_t, w)]) on the ball ‖x̃ - x‖∞ ≤ ε and on [0, 1]:
 * projected gradient descent. Of several restarts the one with the highest objective stays, image by image.
 */
export const pgd = attack({
  id: 'pgd',
  label: 'PGD',
  source: 'Madry et al. 2018',
  summary: 'Many small steps along the sign of the loss gradient, from a random start within the budget.',
  aim: 'prediction',
  parameters: {
    budget: budgetSpec,
    steps: integer({ label: 'steps', min: 1, max: 200, default: 40 }),
    stepSize: real({
      label: 'step size',
      symbol: 'α',
      unit: 'of the budget',
      min: 0.005,
      max: 1,
      default: 0.05,
    }),
    start: choice({
      label: 'start',
      options: [
        { value: 'random', label: 'at random within the budget' },
        { value: 'clean', label: 'at the clean image' },
      ],
      default: 'random',
    }),
    restarts: integer({ label: 'restarts', min: 1, max: 10, default: 1 }),
    ...objectiveSpecs,
  },
  async run(victim, x, values, setting) {
    const objective = objectiveOf(values)
    const run = (restart: number) => climb(victim, x, values, objective, setting, restart)
    let best = await run(0)
    for (let restart = 1; restart < values.restarts; restart++)
      best = await better(victim, best, await run(restart), objective)
    return best
  },
})

interface Walk {
  readonly budget: number
  readonly steps: number
  readonly stepSize: number
  readonly start: 'random' | 'clean'
  readonly restarts: number
}

async function climb(
  victim: Victim,
  x: Float32Array,
  { budget, steps, stepSize, start, restarts }: Walk,
  objective: Objective,
  { keys, context, record }: AttackSetting,
  restart: number,
): Promise<Float32Array> {
  let at = start === 'random' ? scattered(victim, x, budget, keysOf(keys, restart)) : x
  for (let step = 0; step < steps; step++) {
    await context.checkpoint({ step: restart * steps + step, of: restarts * steps })
    const { gradient } = await victim.ascend(at, objective)
    at = project(signStep(at, gradient, stepSize * budget), x, budget)
    record?.(at)
  }
  return at
}

function keysOf(keys: readonly Key[], restart: number): readonly Key[] {
  return keys.map((key) => split(key, restart))
}

/** Of two candidates the one with the higher objective, image by image. */
async function better(
  victim: Victim,
  a: Float32Array,
  b: Float32Array,
  objective: Objective,
): Promise<Float32Array> {
  const [first, second] = [await victim.ascend(a, objective), await victim.ascend(b, objective)]
  return a.map((value, i) => {
    const image = Math.floor(i / victim.pixels)
    return second.objective[image]! > first.objective[image]! ? b[i]! : value
  })
}
