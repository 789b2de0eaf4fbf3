/** How far one tensor of a file of golden values is from ours. */
export interface TensorCheck {
  readonly error: number
  readonly tolerance: number
}

export interface Verification {
  readonly ok: boolean
  readonly tensors: Readonly<Record<string, TensorCheck>>
  /** Tensors of the file that nothing here computes. */
  readonly unknown: readonly string[]
}
