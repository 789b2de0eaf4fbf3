import type { Conventions } from '../../domain/conventions.ts'
import type { ParameterSpecs, ValuesOf } from '../../domain/parameters.ts'
import type { Batch, Ensemble, OutputExplanation, Pass, RelevanceMoments } from '../ensemble.ts'
import { predictive, rowMaxima } from '../predictive.ts'
import type { Rule } from './rule.ts'
import { outputStart } from './start.ts'

export interface ExplanationChoice {
  readonly rule: Rule
  readonly values: ValuesOf<ParameterSpecs>
  /** Learnable layer, 0-based; the last one is the output. */
  readonly layer: number
  readonly conventions: Conventions
  /** Classes predicted on the clean images, for the convention that keeps explaining them. */
  readonly cleanClasses?: Uint8Array
}

export interface Explained extends RelevanceMoments {
  /** Class that each draw explains on each image, [S, n]. */
  readonly classes: Uint8Array
}

/** Heatmaps of a batch, averaged over the draws: E[R(x, w)] ≈ (1/S) Σ_s R(x, w_s). */
export async function explain(
  ensemble: Ensemble,
  batch: Batch,
  choice: ExplanationChoice,
): Promise<Explained> {
  const pass = await ensemble.forward(batch)
  const { explanation, classes } = explanationOf(ensemble, pass, batch, choice)
  return { ...(await pass.relevance(explanation)), classes }
}

/** The explanation that a choice means for the logits at hand: which classes, and from how much relevance. */
export function explanationOf(
  { draws, network }: Ensemble,
  { logits }: Pass,
  { n }: Batch,
  { rule, values, layer, conventions, cleanClasses }: ExplanationChoice,
): { explanation: OutputExplanation; classes: Uint8Array } {
  const width = network.architecture.classes
  const classes = explainedClasses(logits, draws, n, width, conventions.explainedClass, cleanClasses)
  const start = new Float32Array(logits.length)
  classes.forEach((explained, row) => {
    const z = logits.subarray(row * width, (row + 1) * width)
    start.set(outputStart(z, explained, conventions.start), row * width)
  })
  return { explanation: { rule, values, layer, conventions, start, classes }, classes }
}

function explainedClasses(
  logits: Float32Array,
  draws: number,
  n: number,
  width: number,
  which: Conventions['explainedClass'],
  clean: Uint8Array | undefined,
): Uint8Array {
  const everyDraw = (ofImage: (i: number) => number) =>
    Uint8Array.from({ length: draws * n }, (_, row) => ofImage(row % n))
  switch (which) {
    case 'own':
      return rowMaxima(logits, width)
    case 'clean':
      if (clean) return everyDraw((i) => clean[i]!)
      return everyDraw(ensembleClass(logits, draws, width))
    case 'ensemble':
      return everyDraw(ensembleClass(logits, draws, width))
    default:
      return everyDraw(() => Number(which))
  }
}

function ensembleClass(logits: Float32Array, draws: number, width: number): (i: number) => number {
  const { classes } = predictive(logits, draws, width)
  return (i) => classes[i]!
}
