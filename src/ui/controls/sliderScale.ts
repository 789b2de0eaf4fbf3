import type { IntegerSpec, RealSpec } from '../../domain/parameters.ts'

/**
 * A default that sits in the lowest twentieth of its range would leave the hand no room below it;
 * such a slider moves over cube roots. Everything else is linear.
 */
function isSteep({ min, max, default: normal }: RealSpec | IntegerSpec): boolean {
  return min >= 0 && normal > min && (normal - min) / (max - min) < 0.05
}

const steepPositions = 100

/** Where a value stands on its slider. */
export function toSlider(spec: RealSpec | IntegerSpec, value: number): number {
  if (!isSteep(spec)) return value
  return Math.round(steepPositions * Math.cbrt((value - spec.min) / (spec.max - spec.min)))
}

/** The value at a place of the slider, rounded to what a person would write. */
export function fromSlider(spec: RealSpec | IntegerSpec, at: number): number {
  const exact = isSteep(spec) ? spec.min + (spec.max - spec.min) * (at / steepPositions) ** 3 : at
  const rounded =
    spec.kind === 'integer' ? Math.round(exact) : Number(exact.toPrecision(isSteep(spec) ? 2 : 6))
  return Math.min(spec.max, Math.max(spec.min, rounded))
}

/** About a hundred steps, each a power of ten; 1 for whole numbers. */
export function sliderStep(spec: RealSpec | IntegerSpec): number {
  if (isSteep(spec) || spec.kind === 'integer') return 1
  return 10 ** Math.floor(Math.log10((spec.max - spec.min) / 100) + 1e-9)
}
