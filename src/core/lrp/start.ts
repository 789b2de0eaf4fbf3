import type { Conventions } from '../../domain/conventions.ts'
import { pixelCount } from '../../domain/image.ts'
import { softmax } from '../nn/loss.ts'
import { type Activations, lastStepOf, learnableLayers, type Network, type Tape } from '../nn/network.ts'
import * as tf from '../tf.ts'

/**
 * Relevance that LRP starts from at the output, for one draw and one image.
 * `logit`: the explained logit's value on its place; `one`: 1; `probability`: the gradient of the softmax
 * probability, p_c (1 - p_c) on c and -p_c p_j elsewhere, as inside the released saliency attacks.
 */
export function outputStart(
  logits: Float32Array,
  explained: number,
  start: Conventions['start'],
): Float64Array {
  if (start === 'probability') {
    const p = softmax(logits)
    return p.map((each, j) => p[explained]! * ((j === explained ? 1 : 0) - each))
  }
  const relevance = new Float64Array(logits.length)
  relevance[explained] = start === 'logit' ? logits[explained]! : 1
  return relevance
}

/**
 * Derivative of `outputStart` in the logits, the explained class held fixed: [classes, classes], row j holding
 * d start_j / dz. For `probability`, with p = softmax: d(p_c (δ_jc - p_j)) / dz_b.
 */
export function outputStartJacobian(
  logits: Float32Array,
  explained: number,
  start: Conventions['start'],
): Float64Array {
  const classes = logits.length
  const jacobian = new Float64Array(classes * classes)
  if (start === 'logit') jacobian[explained * classes + explained] = 1
  if (start !== 'probability') return jacobian
  const p = softmax(logits)
  const slope = (of: number, by: number) => p[of]! * ((of === by ? 1 : 0) - p[by]!)
  return jacobian.map((_, at) => {
    const [j, b] = [Math.floor(at / classes), at % classes]
    return slope(explained, b) * ((j === explained ? 1 : 0) - p[j]!) - p[explained]! * slope(j, b)
  })
}

/**
 * Relevance that LRP starts from at an inner layer's representation, [S, n, features].
 * `activation`: every unit's own activation. `strongest`: 1 on the most active unit of a dense layer; for a
 * convolution, the number of positions at which a channel wins, on every position of that channel.
 */
export function innerStart(
  net: Network,
  tape: Tape,
  layer: number,
  start: Conventions['innerStart'],
): Activations {
  const at = lastStepOf(net, layer)
  const representation = tape[at]!.output
  if (start === 'activation') return representation
  const affine = net.layers[at]!.kind === 'affine' ? net.layers[at]! : net.layers[at - 1]!
  if (affine.kind !== 'affine') throw new TypeError(`layer ${layer} holds no weights`)
  const channels = affine.map.output[2]
  return strongest(representation, pixelCount(affine.map.output) / channels, channels)
}

/** Whether the representation explained is the output itself. */
export function isOutput(net: Network, layer: number): boolean {
  return layer === learnableLayers(net) - 1
}

function strongest(representation: Activations, positions: number, channels: number): Activations {
  const [draws, n] = representation.shape
  const byPosition = representation.reshape([draws * n, positions, channels])
  const wins = tf.oneHot(tf.argMax(byPosition, 2).as1D().toInt(), channels)
  const counts = wins
    .cast('float32')
    .reshape([draws * n, positions, channels])
    .sum(1, true)
  // TensorFlow.js's tile takes a hundred times as long on WebAssembly
  return tf.mul(counts, tf.ones([1, positions, 1])).reshape(representation.shape)
}
