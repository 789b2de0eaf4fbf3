import { type AffineSpec, type Architecture, affineLayers, kernelShape } from '../nn/architecture.ts'

/** Weights of one layer for one draw: dense `w` [in, out], conv `w` [size, size, in, out]; `b` [out]. */
export interface LayerWeights {
  readonly w: Float32Array
  readonly b: Float32Array
}

/** A tensor in eight bits: value = scale * level, levels -127 … 127. */
export interface Quantized {
  readonly levels: Int8Array
  readonly scale: number
}

/** One layer of one stored draw. */
export interface QuantizedLayer {
  readonly w: Quantized
  readonly b: Quantized
}

/**
 * A distribution over networks, as plain numbers. A trained network is one with a single draw,
 * so nothing that uses a posterior needs to ask which kind it has.
 */
export interface Posterior {
  readonly kind: 'point' | 'gaussian' | 'stored'
  readonly architecture: Architecture
  /** Draws that can be asked for: 0 … draws - 1. */
  readonly draws: number
  /**
   * Draw `s`, a layer of weights for each affine layer in order. The same `s` gives the same numbers;
   * nothing is kept, so hold on to what is used often. One that is made anew may be written `into` arrays at hand:
   * what is returned says where it is.
   * @throws RangeError when there is no such draw
   */
  draw(s: number, into?: readonly LayerWeights[]): readonly LayerWeights[]
  /** The same draw in the eight bits it is stored in; other posteriors have none. */
  levels?: ((s: number) => readonly QuantizedLayer[]) | undefined
}

/** Name, shape and place of a tensor among the parameters of one draw: w0, b0, w1, b1, … */
export interface ParameterTensor {
  readonly name: string
  readonly shape: readonly number[]
  /** First index and number of elements in the flat vector of all parameters. */
  readonly offset: number
  readonly size: number
  readonly layer: number
  readonly role: 'weights' | 'biases'
}

/** The tensors of one draw, in the order of the flat parameter vector. */
export function parameterTensors(architecture: Architecture): readonly ParameterTensor[] {
  let offset = 0
  return affineLayers(architecture.layers).flatMap((spec, layer) => {
    const weights = tensor(`w${layer}`, kernelShape(spec), offset, layer, 'weights')
    const biases = tensor(`b${layer}`, [spec.out], offset + weights.size, layer, 'biases')
    offset = biases.offset + biases.size
    return [weights, biases]
  })
}

/** The layers of a flat parameter vector; views, not copies. */
export function layersOf(architecture: Architecture, parameters: Float32Array): readonly LayerWeights[] {
  const views = parameterTensors(architecture).map(({ offset, size }) =>
    parameters.subarray(offset, offset + size),
  )
  return affineLayers(architecture.layers).map((_: AffineSpec, l) => ({
    w: views[2 * l]!,
    b: views[2 * l + 1]!,
  }))
}

/** @throws RangeError "posterior of fc2: draw must be a whole number in [0, 99], got 100" */
export function checkDraw(posterior: Pick<Posterior, 'architecture' | 'draws'>, s: number): void {
  if (Number.isInteger(s) && s >= 0 && s < posterior.draws) return
  const { architecture, draws } = posterior
  throw new RangeError(
    `posterior of ${architecture.id}: draw must be a whole number in [0, ${draws - 1}], got ${s}`,
  )
}

function tensor(
  name: string,
  shape: readonly number[],
  offset: number,
  layer: number,
  role: ParameterTensor['role'],
): ParameterTensor {
  return { name, shape, offset, size: shape.reduce((product, side) => product * side, 1), layer, role }
}
