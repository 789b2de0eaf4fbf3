/** Adam's two running means, of the gradient and of its square. */
export interface AdamState {
  readonly first: Float32Array
  readonly second: Float32Array
}

export function adamState(count: number): AdamState {
  return { first: new Float32Array(count), second: new Float32Array(count) }
}

/**
 * One step of Adam in place (Kingma and Ba 2015); `step` counts from 1.
 * The usual constants: 0.9, 0.999, 1e-8.
 */
export function adam(
  { first, second }: AdamState,
  parameters: Float32Array,
  gradient: Float32Array,
  rate: number,
  step: number,
): void {
  // the bias corrections, folded into the rate and the guard
  const correction = Math.sqrt(1 - 0.999 ** step)
  const size = (rate * correction) / (1 - 0.9 ** step)
  const guard = 1e-8 * correction
  for (let i = 0; i < parameters.length; i++) {
    const g = gradient[i]!
    const m = 0.9 * first[i]! + 0.1 * g
    const v = 0.999 * second[i]! + 0.001 * g * g
    first[i] = m
    second[i] = v
    parameters[i] = parameters[i]! - (size * m) / (Math.sqrt(v) + guard)
  }
}
