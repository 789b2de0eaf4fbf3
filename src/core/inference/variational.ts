/** A mean-field Gaussian as one vector [mean, raw]: the scale (standard deviation) is softplus(raw). */

export function softplus(raw: number): number {
  return raw > 20 ? raw : Math.log1p(Math.exp(raw))
}

/** The raw value whose softplus is `scale`. */
export function inverseSoftplus(scale: number): number {
  return scale > 20 ? scale : Math.log(Math.expm1(scale))
}

export function meanOf(vector: Float32Array): Float32Array {
  return vector.subarray(0, vector.length / 2)
}

export function scaleOf(vector: Float32Array): Float32Array {
  return vector.subarray(vector.length / 2).map(softplus)
}

/** Buffers for one draw and what its gradient needs, each [parameters]. */
export interface Reparameterized {
  readonly draw: Float32Array
  readonly scale: Float32Array
  /** Of the scale in raw: the logistic function. */
  readonly slope: Float32Array
}

export function reparameterizedBuffers(count: number): Reparameterized {
  return { draw: new Float32Array(count), scale: new Float32Array(count), slope: new Float32Array(count) }
}

/** A draw into `into`: mean + softplus(raw) * noise. */
export function reparameterize(
  vector: Float32Array,
  noise: Float32Array,
  { draw, scale, slope }: Reparameterized,
): void {
  const half = noise.length
  for (let i = 0; i < half; i++) {
    // beyond 30 softplus(raw) = raw in float32
    const e = Math.exp(Math.min(vector[half + i]!, 30))
    const s = vector[half + i]! > 30 ? vector[half + i]! : Math.log1p(e)
    draw[i] = vector[i]! + s * noise[i]!
    scale[i] = s
    slope[i] = e / (1 + e)
  }
}

/**
 * The gradient in [mean, raw] of an expected loss, added to `gradient`: `lossGradient` is that of the loss at the
 * draw made with `noise` (Kingma and Welling 2014).
 */
export function addDrawGradient(
  noise: Float32Array,
  { slope }: Reparameterized,
  lossGradient: Float32Array,
  gradient: Float32Array,
): void {
  const half = noise.length
  for (let i = 0; i < half; i++) {
    const g = lossGradient[i]!
    gradient[i] = gradient[i]! + g
    gradient[half + i] = gradient[half + i]! + g * noise[i]! * slope[i]!
  }
}

/** The same from gradients in the mean and in the variance, scale². */
export function addMomentGradient(
  { scale, slope }: Reparameterized,
  atMean: Float32Array,
  atVariance: Float32Array,
  gradient: Float32Array,
): void {
  const half = atMean.length
  for (let i = 0; i < half; i++) {
    gradient[i] = gradient[i]! + atMean[i]!
    gradient[half + i] = gradient[half + i]! + 2 * atVariance[i]! * scale[i]! * slope[i]!
  }
}

/** The gradient of weight * KL(q || N(0, prior²)) in [mean, raw], in closed form, added to `gradient`. */
export function addDivergenceGradient(
  vector: Float32Array,
  { scale, slope }: Reparameterized,
  prior: Float32Array,
  weight: number,
  gradient: Float32Array,
): void {
  const half = prior.length
  for (let i = 0; i < half; i++) {
    const s = scale[i]!
    const pull = weight / (prior[i]! * prior[i]!)
    gradient[i] = gradient[i]! + pull * vector[i]!
    gradient[half + i] = gradient[half + i]! + (pull * s - weight / s) * slope[i]!
  }
}

/** KL(q || prior) in nats. */
export function divergence(vector: Float32Array, prior: Float32Array): number {
  const half = prior.length
  let sum = 0
  for (let i = 0; i < half; i++) {
    const mean = vector[i]! / prior[i]!
    const scale = softplus(vector[half + i]!) / prior[i]!
    sum += 0.5 * (scale * scale + mean * mean - 1) - Math.log(scale)
  }
  return sum
}
