import { type Key, normal, split, uniform } from '../../domain/random.ts'
import { type Architecture, affineLayers, fanIn } from '../nn/architecture.ts'
import { parameterTensors } from '../posterior/posterior.ts'

/** Independent Gaussian priors with mean 0. */
export type Prior = 'fan-in' | 'unit'

/** Standard deviations [parameters]: fan-in: sqrt(2 / fan-in) for weights, 0.1 for biases; unit: 1 for all. */
export function priorScale(architecture: Architecture, prior: Prior): Float32Array {
  const layers = affineLayers(architecture.layers)
  return fill(architecture, ({ layer, role }) => {
    if (prior === 'unit') return 1
    return role === 'biases' ? 0.1 : Math.sqrt(2 / fanIn(layers[layer]!))
  })
}

/** Uniform in ±1/sqrt(fan-in) for weights and biases: torch's default, which the paper's networks start from. */
export function uniformStart(architecture: Architecture, key: Key): Float32Array {
  const layers = affineLayers(architecture.layers)
  const out = fill(architecture, () => 0)
  for (const { name, offset, size, layer } of parameterTensors(architecture)) {
    const bound = 1 / Math.sqrt(fanIn(layers[layer]!))
    out.set(uniform(split(key, name), size, -bound, bound), offset)
  }
  return out
}

/** A draw from the prior. */
export function priorDraw(scale: Float32Array, key: Key): Float32Array {
  const out = normal(key, scale.length)
  for (let i = 0; i < out.length; i++) out[i] = scale[i]! * out[i]!
  return out
}

type ParameterGroup = ReturnType<typeof parameterTensors>[number]

function fill(architecture: Architecture, value: (tensor: ParameterGroup) => number): Float32Array {
  const tensors = parameterTensors(architecture)
  const last = tensors.at(-1)!
  const out = new Float32Array(last.offset + last.size)
  for (const tensor of tensors) out.fill(value(tensor), tensor.offset, tensor.offset + tensor.size)
  return out
}
