/** A piece of typical work to be timed; what each one is, stands in `workloads`. */
export interface WorkloadRequest {
  readonly id: WorkloadId
  readonly model: string
  readonly draws: number
  /** Test images from the first on. */
  readonly images: number
  readonly repeats: number
}

export type WorkloadId = 'fgsm' | 'pgd' | 'topk'

export interface WorkloadResult {
  /** Of every repeat after one that warmed up. */
  readonly milliseconds: readonly number[]
  /** Of one repeat: products only, two for each multiplication and addition. */
  readonly flop: number
  /** Weights read in one repeat, float32, if every pass streams them once. */
  readonly bytes: number
  /** Longest time between two checkpoints, in which nothing could be stopped. */
  readonly longestGap: number
  /** Tensors more than after the first repeat: what leaks. */
  readonly tensorsLeft: number
  /** Bytes of tensors at the end, resident weights included. */
  readonly tensorBytes: number
}
