import type { Architecture } from '../nn/architecture.ts'
import type { Blas } from './blas.ts'
import { activate, activationGradient, maxPool, maxPoolGradient } from './elementwise.ts'
import { foldPatches, unfoldPatches } from './patches.ts'
import { positions, type Stage, stagesOf, volumeSize } from './stages.ts'

/** Buffers of one stage for up to `capacity` images. */
interface Buffers {
  /** Patches [n * positions, fan-in] of a convolution; on the way back, their gradient. */
  readonly patches: Float32Array | null
  /** Output of the product where it is pooled; on the way back, its gradient. */
  readonly affine: Float32Array | null
  /** Which position of the window won, for each pooled output. */
  readonly winners: Uint8Array | null
  /** After bias and activation [n, output]. */
  readonly out: Float32Array
  readonly gradient: Float32Array
}

/**
 * A network for training: forward and backward by hand on typed arrays, no allocation on the way.
 * Images are [n, h * w * c]; parameters and their gradient are flat vectors (`parameterTensors`).
 */
export interface TrainingNetwork {
  readonly architecture: Architecture
  readonly parameterCount: number
  /** Most images in one call. */
  readonly capacity: number
  /** Logits [n, classes]; a view that the next call overwrites. */
  forward(parameters: Float32Array, images: Float32Array, n: number): Float32Array
  /**
   * Gradients of the last forward pass from that at the logits [n, classes]; `images` are those of the pass.
   * `parameters` is added to, `images` [n, h * w * c] is overwritten; either may be left out.
   */
  backward(
    parameters: Float32Array,
    images: Float32Array,
    n: number,
    logits: Float32Array,
    into: { readonly parameters?: Float32Array; readonly images?: Float32Array },
  ): void
}

export function trainingNetwork(architecture: Architecture, capacity: number, blas: Blas): TrainingNetwork {
  const stages = stagesOf(architecture)
  const buffers = stages.map((stage) => buffersOf(stage, capacity))
  const last = stages.at(-1)!
  const inputOf = (l: number, images: Float32Array) => (l === 0 ? images : buffers[l - 1]!.out)
  return {
    architecture,
    capacity,
    parameterCount: last.biases.offset + last.biases.size,
    forward(parameters, images, n) {
      for (const [l, stage] of stages.entries())
        stageForward(stage, buffers[l]!, blas, parameters, inputOf(l, images), n)
      return buffers.at(-1)!.out.subarray(0, n * last.affine.out)
    },
    backward(parameters, images, n, logits, into) {
      buffers.at(-1)!.gradient.set(logits)
      for (let l = stages.length - 1; l >= 0; l--) {
        const below = l === 0 ? into.images : buffers[l - 1]!.gradient
        stageBackward(
          stages[l]!,
          buffers[l]!,
          blas,
          parameters,
          inputOf(l, images),
          n,
          into.parameters,
          below,
        )
      }
    },
  }
}

function buffersOf(stage: Stage, capacity: number): Buffers {
  const rows = capacity * positions(stage)
  const output = capacity * volumeSize(stage.output)
  return {
    patches: stage.affine.kind === 'conv' ? new Float32Array(rows * fan(stage)) : null,
    affine: stage.pool ? new Float32Array(rows * stage.affine.out) : null,
    winners: stage.pool ? new Uint8Array(output) : null,
    out: new Float32Array(output),
    gradient: new Float32Array(output),
  }
}

function fan({ weights, affine }: Stage): number {
  return weights.size / affine.out
}

function stageForward(
  stage: Stage,
  { patches, affine, winners, out }: Buffers,
  blas: Blas,
  parameters: Float32Array,
  input: Float32Array,
  n: number,
): void {
  const { weights, biases } = stage
  if (patches) unfoldPatches(stage, input, n, patches)
  const kernel = parameters.subarray(weights.offset, weights.offset + weights.size)
  const bias = parameters.subarray(biases.offset, biases.offset + biases.size)
  const rows = n * positions(stage)
  blas.gemm(false, false, rows, stage.affine.out, fan(stage), patches ?? input, kernel, 0, affine ?? out)
  if (affine && winners) maxPool(stage, affine, bias, n, out, winners)
  else activate(out, bias, rows, stage.slope)
}

function stageBackward(
  stage: Stage,
  { patches, affine, winners, out, gradient }: Buffers,
  blas: Blas,
  parameters: Float32Array,
  input: Float32Array,
  n: number,
  parameterGradient: Float32Array | undefined,
  below: Float32Array | undefined,
): void {
  const { weights, biases } = stage
  const rows = n * positions(stage)
  const outputs = (n * volumeSize(stage.output)) / stage.affine.out
  const bias = parameterGradient?.subarray(biases.offset, biases.offset + biases.size)
  activationGradient(out, gradient, outputs, stage.affine.out, stage.slope, bias)
  if (affine && winners) maxPoolGradient(stage, gradient, winners, n, affine)
  const error = affine ?? gradient
  if (parameterGradient) {
    const into = parameterGradient.subarray(weights.offset, weights.offset + weights.size)
    blas.gemm(true, false, fan(stage), stage.affine.out, rows, patches ?? input, error, 1, into)
  }
  if (!below) return
  const kernel = parameters.subarray(weights.offset, weights.offset + weights.size)
  // the patches are not needed any more: their gradient takes their place
  blas.gemm(false, true, rows, fan(stage), stage.affine.out, error, kernel, 0, patches ?? below)
  if (patches) foldPatches(stage, patches, n, below)
}
