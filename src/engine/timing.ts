import { signStep } from '../core/attacks/attack.ts'
import { asBatch } from '../core/attacks/victim.ts'
import { explain } from '../core/lrp/explain.ts'
import { rules } from '../core/lrp/rules/index.ts'
import { affineLayers, fanIn, kernelShape } from '../core/nn/architecture.ts'
import { architecture } from '../core/nn/architectures/index.ts'
import type { Posterior } from '../core/posterior/posterior.ts'
import { conventionsOf } from '../domain/conventions.ts'
import { resolve } from '../domain/parameters.ts'
import { key, normal, split, uniform } from '../domain/random.ts'
import { unobserved } from '../domain/task.ts'
import { drawRanges } from './drawRanges.ts'
import { localEnsemble } from './ensemble.ts'
import { residency } from './weights.ts'

const draws = 10
const rounds = 3

/**
 * Milliseconds of a typical question on the current backend: one image, ten draws of a dense network, a gradient
 * step and a heatmap before and after. The first round warms up; of the others the fastest counts.
 */
export async function timeTypicalQuestion(): Promise<number> {
  const weights = residency(2 ** 28)
  const posterior = typicalPosterior()
  const times: number[] = []
  try {
    for (let round = 0; round <= rounds; round++) {
      const started = performance.now()
      await askOnce(posterior, weights)
      times.push(performance.now() - started)
    }
  } finally {
    weights.release()
  }
  return Math.min(...times.slice(1))
}

async function askOnce(posterior: Posterior, weights: ReturnType<typeof residency>): Promise<void> {
  const ensemble = localEnsemble(posterior, drawRanges(posterior, draws), {
    residency: weights,
    context: unobserved,
  })
  try {
    const rule = rules.get('epsilon')
    const choice = {
      rule,
      values: resolve('epsilon', rule.parameters),
      layer: 2,
      conventions: conventionsOf('defined'),
    }
    const clean = asBatch(uniform(key(7), 784), 1)
    const pass = await ensemble.forward(clean)
    const { data } = await pass.gradient(new Float32Array(pass.logits.length).fill(0.1))
    await explain(ensemble, clean, choice)
    await explain(ensemble, asBatch(signStep(clean.data, data, 0.2), 1), choice)
  } finally {
    ensemble.release()
  }
}

function typicalPosterior(): Posterior {
  const net = architecture('fc2', 512)
  const all = Array.from({ length: draws }, (_, s) =>
    affineLayers(net.layers).map((spec, l) => {
      const count = kernelShape(spec).reduce((product, side) => product * side, 1)
      const from = split(split(key(3), s), l)
      const scale = Math.sqrt(2 / fanIn(spec))
      return {
        w: normal(split(from, 'w'), count).map((value) => value * scale),
        b: normal(split(from, 'b'), spec.out).map((value) => value * 0.1),
      }
    }),
  )
  return { kind: 'stored', architecture: net, draws, draw: (s) => all[s]! }
}
