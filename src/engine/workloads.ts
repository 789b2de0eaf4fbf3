import { imageKeys } from '../core/attacks/attack.ts'
import { attackEnsemble } from '../core/attacks/attackEnsemble.ts'
import { attacks } from '../core/attacks/index.ts'
import { asBatch } from '../core/attacks/victim.ts'
import type { Ensemble } from '../core/ensemble.ts'
import { explain } from '../core/lrp/explain.ts'
import { rules } from '../core/lrp/rules/index.ts'
import { type AffineSpec, affineLayers, fanIn, parameterCount } from '../core/nn/architecture.ts'
import { learnableLayers, type Network } from '../core/nn/network.ts'
import { conventionsOf } from '../domain/conventions.ts'
import { resolve } from '../domain/parameters.ts'
import { key } from '../domain/random.ts'
import type { Context } from '../domain/task.ts'
import type { WorkloadId, WorkloadRequest, WorkloadResult } from '../domain/workload.ts'
import type { MemoryUse } from './memoryMeter.ts'

/** The workloads that attack. */
type AttackWorkload = Exclude<WorkloadId, 'product'>

/** Attack and parameters of each workload, and how often it passes over the weights. */
const workloads: Readonly<
  Record<AttackWorkload, { attack: string; parameters: Record<string, number | string>; passes: number }>
> = {
  /** Forward, gradient and heatmap before; forward and heatmap after. */
  fgsm: { attack: 'fgsm', parameters: {}, passes: 5 },
  /** Forty steps of forward and gradient, and a heatmap before and after with their forward passes. */
  pgd: { attack: 'pgd', parameters: { steps: 40 }, passes: 2 * 40 + 4 },
  /** Ten steps: soft forward, heatmap and its adjoint there and back; forward and heatmap of the network itself. */
  topk: { attack: 'topk', parameters: { steps: 10 }, passes: 10 * (1 + 1 + 4 + 2) + 6 },
}

/** Runs a workload once to warm up and then `repeats` times; `memory` reads what all workers take. */
export async function timeWorkload(
  ensemble: Ensemble,
  { id, images, repeats }: Omit<WorkloadRequest, 'id'> & { readonly id: AttackWorkload },
  x: Float32Array,
  labels: readonly number[],
  watched: Watched,
  memory: () => Promise<MemoryUse>,
): Promise<WorkloadResult> {
  let warm = 0
  const milliseconds: number[] = []
  for (let repeat = 0; repeat <= repeats; repeat++) {
    const started = performance.now()
    await runOnce(ensemble, id, x.slice(), labels, watched.context)
    if (repeat > 0) milliseconds.push(performance.now() - started)
    else {
      warm = (await memory()).tensors
      watched.reset()
    }
  }
  const { tensors, bytes, peak } = await memory()
  const { passes } = workloads[id]
  const work = passes * ensemble.draws * images
  return {
    milliseconds,
    flop: 2 * work * multiplications(ensemble.network),
    passes,
    weightsRead: passes * ensemble.draws * parameterCount(ensemble.network.architecture.layers),
    longestGap: watched.longest(),
    tensorsLeft: tensors - warm,
    tensorBytes: bytes,
    peakBytes: peak,
  }
}

async function runOnce(
  ensemble: Ensemble,
  id: AttackWorkload,
  x: Float32Array,
  labels: readonly number[],
  context: Context,
): Promise<void> {
  const rule = rules.get('epsilon')
  const conventions = conventionsOf('defined')
  const explained = {
    rule,
    values: resolve('epsilon', rule.parameters),
    layer: learnableLayers(ensemble.network) - 1,
    conventions,
  }
  const { attack, parameters } = workloads[id]
  const entry = attacks.get(attack)
  const values = resolve(`attack ${attack}`, entry.parameters, parameters)
  const testImage = () => Promise.reject(new Error('a workload asks for no other image'))
  const setting = { keys: imageKeys(key(1), labels.length), context, explained, testImage }
  const attacked = await attackEnsemble(ensemble, entry, x, labels, values, conventions, setting)
  await explain(ensemble, asBatch(x, labels.length), explained)
  await explain(ensemble, asBatch(attacked.images, labels.length), explained)
}

/** A context that measures the longest time between its checkpoints. */
export interface Watched {
  readonly context: Context
  reset(): void
  longest(): number
}

export function watched(context: Context): Watched {
  let last = performance.now()
  let longest = 0
  return {
    context: {
      async checkpoint(progress) {
        longest = Math.max(longest, performance.now() - last)
        await context.checkpoint(progress)
        last = performance.now()
      },
    },
    reset() {
      longest = 0
      last = performance.now()
    },
    longest: () => longest,
  }
}

/** Multiplications of one image's forward pass. */
function multiplications({ architecture, layers }: Network): number {
  const outputs = layers.flatMap((layer) => (layer.kind === 'affine' ? [layer.map.output] : []))
  return affineLayers(architecture.layers).reduce((sum, spec: AffineSpec, i) => {
    return sum + fanIn(spec) * outputs[i]!.reduce((product, side) => product * side, 1)
  }, 0)
}
