import type { Explainer } from './lrp/propagate.ts'
import type { Network } from './nn/network.ts'

/** Images [n, pixels], or [S, n, pixels] where every draw has images of its own. */
export interface Batch {
  readonly data: Float32Array
  /** Number of images n that each draw sees. */
  readonly n: number
  /** Whether every draw sees images of its own. */
  readonly perDraw: boolean
}

/** Gradient in the pixels of a function of the logits. */
export interface PixelGradient {
  /** Mean over the draws [n, pixels]; for a batch per draw each draw's own [S, n, pixels]. */
  readonly data: Float32Array
  /** Which draws have an exactly zero gradient on an image: [S, n], 1 or 0. */
  readonly dead: Uint8Array
}

/** What to explain: an output by its start relevance [S, n, classes], or an inner layer's representation. */
export interface Explanation extends Explainer {
  /** Learnable layer, 0-based. */
  readonly layer: number
  /** Asked for at the last layer only. */
  readonly start: Float32Array
}

/** An explanation that can be differentiated: it says which class each draw explains, [S, n]. */
export interface OutputExplanation extends Explanation {
  readonly classes: Uint8Array
}

/** Relevance of the pixels over the draws; all [n, pixels] but `start`. */
export interface RelevanceMoments {
  readonly mean: Float32Array
  readonly square: Float32Array
  /** Share of the draws with relevance above, and below, zero. */
  readonly positive: Float32Array
  readonly negative: Float32Array
  /** Relevance that LRP started from, mean over the draws, [n]. */
  readonly start: Float32Array
}

/** A forward pass of all draws over one batch; gradients and heatmaps share it. */
export interface Pass {
  /** [S, n, classes] */
  readonly logits: Float32Array
  /** From a gradient at the logits [S, n, classes] to one at the pixels; `weights` [S, n] count in the mean over draws. */
  gradient(atLogits: Float32Array, weights?: Float32Array): Promise<PixelGradient>
  relevance(of: Explanation): Promise<RelevanceMoments>
  /** Every draw's own heatmap [S, n, pixels]. */
  relevancePerDraw(of: Explanation): Promise<Float32Array>
  /**
   * Gradient at the pixels of a function of the heatmap, given its gradient at the heatmap: the mean one
   * [n, pixels], or each draw's own [S, n, pixels] for a batch per draw.
   */
  explanationGradient(of: OutputExplanation, atHeatmap: Float32Array): Promise<PixelGradient>
}

/**
 * What attacks and explanations see of a posterior: sums over its draws, computed wherever they are computed.
 * A loop of an attack runs once, whether one backend, several workers or a test's plain arrays answer it.
 */
export interface Ensemble {
  readonly network: Network
  readonly draws: number
  /** The pass over the same batch object is shared, not repeated. */
  forward(batch: Batch): Promise<Pass>
  /** The same draws with softplus of sharpness β in place of the leaky ReLU, for attacks on explanations. */
  softened(beta: number): Ensemble
}
