/** A piece of typical work to be timed; what each one is, stands in `workloads`. */
export interface WorkloadRequest {
  readonly id: WorkloadId
  readonly model: string
  readonly draws: number
  /** Test images from the first on. */
  readonly images: number
  readonly repeats: number
}

/** An attack with a heatmap before and after it, or the plain matrix product, which needs no model. */
export type WorkloadId = 'fgsm' | 'pgd' | 'topk' | 'product'

export interface WorkloadResult {
  /** Of every repeat after one that warmed up. */
  readonly milliseconds: readonly number[]
  /** Of one repeat: products only, two for each multiplication and addition. */
  readonly flop: number
  /** Times that one repeat passes over the weights of all draws. */
  readonly passes: number
  /** Weights and biases read in one repeat, if every pass reads each of them once. */
  readonly weightsRead: number
  /** Longest time between two checkpoints, in which nothing could be stopped. */
  readonly longestGap: number
  /** Tensors more than after the first repeat, over all workers: what leaks. */
  readonly tensorsLeft: number
  /** Bytes of tensors at the end, and the most at any checkpoint, resident weights included; summed over all workers. */
  readonly tensorBytes: number
  readonly peakBytes: number
}
