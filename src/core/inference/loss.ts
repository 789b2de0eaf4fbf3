/** What a batch of logits says about its labels. */
export interface LossReading {
  /** Sum over the images, nats. */
  readonly loss: number
  /** Images whose largest logit is that of their label. */
  readonly correct: number
}

/**
 * Cross-entropy of logits [n, classes] summed over the images, through log-sum-exp in double.
 * `gradient` [n, classes], if given, becomes factor * (softmax - one-hot).
 */
export function crossEntropy(
  logits: Float32Array,
  labels: Uint8Array,
  classes: number,
  gradient?: Float32Array,
  factor = 1,
): LossReading {
  let loss = 0
  let correct = 0
  for (let i = 0; i < labels.length; i++) {
    const from = i * classes
    const label = labels[i]!
    const best = argMax(logits, from, classes)
    const top = logits[from + best]!
    let sum = 0
    for (let j = 0; j < classes; j++) sum += Math.exp(logits[from + j]! - top)
    loss += Math.log(sum) + top - logits[from + label]!
    if (best === label) correct++
    if (!gradient) continue
    for (let j = 0; j < classes; j++) {
      const p = Math.exp(logits[from + j]! - top) / sum
      gradient[from + j] = factor * (j === label ? p - 1 : p)
    }
  }
  return { loss, correct }
}

/** The first largest of `count` values from `from`, as an index from there. */
export function argMax(values: Float32Array | Float64Array, from: number, count: number): number {
  let best = 0
  for (let j = 1; j < count; j++) if (values[from + j]! > values[from + best]!) best = j
  return best
}
