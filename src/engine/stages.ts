import type { Ensemble } from '../core/ensemble.ts'
import type { Explained } from '../core/lrp/explain.ts'
import type { Predictive } from '../core/predictive.ts'
import type { Heatmap, Prediction } from '../domain/trial.ts'

/** One image's heatmap out of an explained batch of `n`. */
export function heatmapOf(
  ensemble: Ensemble,
  explained: Explained,
  n: number,
  image: number,
  output: boolean,
): Heatmap {
  const pixels = explained.mean.length / n
  const part = (values: Float32Array) => values.slice(image * pixels, (image + 1) * pixels)
  const [mean, square, positive, negative] = [
    part(explained.mean),
    part(explained.square),
    part(explained.positive),
    part(explained.negative),
  ]
  return {
    mean,
    deviation: mean.map((m, p) => Math.sqrt(Math.max(0, square[p]! - m * m))),
    agreement: mean.map((m, p) =>
      m > 0 ? positive[p]! : m < 0 ? negative[p]! : 1 - positive[p]! - negative[p]!,
    ),
    total: mean.reduce((sum, value) => sum + value, 0),
    start: explained.start[image]!,
    explained: output ? mostExplained(explained.classes, ensemble.draws, n, image) : null,
  }
}

/** One image's prediction out of a batch. */
export function predictionOf(predicted: Predictive, image: number): Prediction {
  const classes = predicted.mean.length / predicted.classes.length
  const part = (values: Float32Array) => values.slice(image * classes, (image + 1) * classes)
  return {
    probabilities: part(predicted.mean),
    deviation: part(predicted.deviation),
    class: predicted.classes[image]!,
  }
}

function mostExplained(classes: Uint8Array, draws: number, n: number, image: number) {
  const counts = new Map<number, number>()
  for (let s = 0; s < draws; s++) {
    const explained = classes[s * n + image]!
    counts.set(explained, (counts.get(explained) ?? 0) + 1)
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  return { class: most![0], share: most![1] / draws }
}
