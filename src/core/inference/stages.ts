import type { AffineSpec, Architecture, LayerSpec } from '../nn/architecture.ts'
import { type ParameterTensor, parameterTensors } from '../posterior/posterior.ts'

type Volume = readonly [height: number, width: number, channels: number]

/** An affine layer with what follows it, fused: one product, one pass over its output. */
export interface Stage {
  readonly affine: AffineSpec
  readonly weights: ParameterTensor
  readonly biases: ParameterTensor
  /** Of one image, as the layer reads it; a dense layer reads [1, 1, in]. */
  readonly input: Volume
  /** Of one image before pooling. */
  readonly affineOutput: Volume
  /** Of one image after pooling. */
  readonly output: Volume
  readonly pool: { readonly size: number; readonly stride: number } | null
  /** Slope of the leaky ReLU; 1 where there is none. */
  readonly slope: number
}

/**
 * The network as stages. Pooling is done before bias and leaky ReLU, which changes nothing
 * (the bias is the same over the window, the activation is monotone) and saves most of their work.
 * @throws TypeError when a layer stands where no stage can take it
 */
export function stagesOf(architecture: Architecture): readonly Stage[] {
  const tensors = parameterTensors(architecture)
  const stages: Stage[] = []
  let volume: Volume = architecture.input
  for (const [i, layer] of architecture.layers.entries()) {
    if (layer.kind !== 'dense' && layer.kind !== 'conv') continue
    const followers = followersOf(architecture, i)
    const index = 2 * stages.length
    const stage = stageOf(layer, volume, followers, tensors[index]!, tensors[index + 1]!)
    stages.push(stage)
    volume = stage.output
  }
  return stages
}

export function volumeSize([height, width, channels]: Volume): number {
  return height * width * channels
}

/** Positions of one image at which the affine layer is applied. */
export function positions({ affineOutput: [height, width] }: Stage): number {
  return height * width
}

function followersOf({ id, layers }: Architecture, affine: number): readonly LayerSpec[] {
  const rest = layers.slice(affine + 1)
  const next = rest.findIndex((layer) => layer.kind === 'dense' || layer.kind === 'conv')
  const followers = (next < 0 ? rest : rest.slice(0, next)).filter((layer) => layer.kind !== 'flatten')
  const order = followers.map((layer) => layer.kind).join(', ')
  const small = followers.every((layer) => layer.kind !== 'maxPool' || layer.size === 2)
  if (small && ['', 'leakyRelu', 'leakyRelu, maxPool'].includes(order)) return followers
  throw new TypeError(`training ${id}: no stage for the layers ${order} in this order`)
}

function stageOf(
  affine: AffineSpec,
  volume: Volume,
  followers: readonly LayerSpec[],
  weights: ParameterTensor,
  biases: ParameterTensor,
): Stage {
  const activation = followers.find((layer) => layer.kind === 'leakyRelu')
  const pooling = followers.find((layer) => layer.kind === 'maxPool')
  const input: Volume = affine.kind === 'dense' ? [1, 1, affine.in] : volume
  const shrink = affine.kind === 'dense' ? 0 : affine.size - 1
  const affineOutput: Volume = [input[0] - shrink, input[1] - shrink, affine.out]
  const pool = pooling ? { size: pooling.size, stride: pooling.stride } : null
  const output: Volume = pool
    ? [pooled(affineOutput[0], pool), pooled(affineOutput[1], pool), affine.out]
    : affineOutput
  return { affine, weights, biases, input, affineOutput, output, pool, slope: activation?.slope ?? 1 }
}

function pooled(side: number, { size, stride }: { size: number; stride: number }): number {
  return Math.floor((side - size) / stride) + 1
}
