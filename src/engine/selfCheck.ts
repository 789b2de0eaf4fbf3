import { asBatch } from '../core/attacks/victim.ts'
import { explain } from '../core/lrp/explain.ts'
import { rules } from '../core/lrp/rules/index.ts'
import { affineLayers, kernelShape } from '../core/nn/architecture.ts'
import { architecture } from '../core/nn/architectures/index.ts'
import { crossEntropyGradient } from '../core/nn/loss.ts'
import type { Posterior } from '../core/posterior/posterior.ts'
import { conventionsOf } from '../domain/conventions.ts'
import { resolve } from '../domain/parameters.ts'
import { key, normal, split, uniform } from '../domain/random.ts'
import { unobserved } from '../domain/task.ts'
import { localEnsemble } from './ensemble.ts'
import { residency } from './weights.ts'

/**
 * The known question: gradients can be silently zero or wrong on some GPUs while the forward pass is right,
 * so each backend answers for the logits, the loss gradient and a heatmap of a small convolutional network.
 */
export interface Answers {
  readonly logits: ArrayLike<number>
  /** At every 14th pixel. */
  readonly gradient: ArrayLike<number>
  /** At every 14th pixel. */
  readonly heatmap: ArrayLike<number>
}

/** What the current backend says. */
export async function answer(): Promise<Answers> {
  const weights = residency(2 ** 24)
  const ensemble = localEnsemble(knownPosterior(), [{ first: 0, count: 1 }], {
    residency: weights,
    context: unobserved,
  })
  try {
    const batch = asBatch(knownImage(), 1)
    const pass = await ensemble.forward(batch)
    const { data } = await pass.gradient(Float32Array.from(crossEntropyGradient(pass.logits, 3, 'double')))
    const rule = rules.get('epsilon')
    const values = resolve('rule epsilon', rule.parameters)
    const { mean } = await explain(ensemble, batch, {
      rule,
      values,
      layer: 2,
      conventions: conventionsOf('defined'),
    })
    return { logits: pass.logits, gradient: sampled(data), heatmap: sampled(mean) }
  } finally {
    ensemble.release()
    weights.release()
  }
}

/** Largest difference over the largest value, the worst of the three answers; infinite for NaN. */
export function answerError(found: Answers, expected: Answers): number {
  const errors = (['logits', 'gradient', 'heatmap'] as const).map((name) => {
    const values = Array.from(expected[name])
    const size = Math.max(...values.map(Math.abs))
    const differences = values.map((value, i) => Math.abs(value - found[name][i]!) / size)
    return differences.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(...differences)
  })
  return Math.max(...errors)
}

/** Above this a backend is wrong, not coarse. */
export const answerTolerance = 1e-3

/** conv(4) with weights of the order that training gives. */
export function knownPosterior(): Posterior {
  const net = architecture('conv', 4)
  const layers = affineLayers(net.layers).map((spec, l) => {
    const count = kernelShape(spec).reduce((product, side) => product * side, 1)
    const from = split(key(2022), l)
    return {
      w: normal(split(from, 'w'), count).map((value) => value * 0.2),
      b: normal(split(from, 'b'), spec.out).map((value) => value * 0.1),
    }
  })
  return { kind: 'point', architecture: net, draws: 1, draw: () => layers }
}

export function knownImage(): Float32Array {
  return uniform(split(key(2022), 'image'), 784)
}

function sampled(values: Float32Array): Float32Array {
  return values.filter((_, pixel) => pixel % 14 === 0)
}
