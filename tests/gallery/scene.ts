import type { Family } from '../../src/domain/catalogue.ts'
import { digit } from '../../src/domain/digit.ts'
import type { Picture } from '../../src/domain/image.ts'
import { rasterize } from '../../src/domain/strokes.ts'
import type { Overlap, Prediction } from '../../src/domain/trial.ts'

/** Made-up results that look like real ones: the same every time, and no network needed. */
export interface Column {
  readonly family: Family
  readonly model: string
  readonly clean: Float32Array
  readonly attacked: Float32Array
  readonly difference: Float32Array
  readonly picture: Picture
  readonly overlap: Overlap
  readonly before: Prediction
  readonly after: Prediction
}

const points = [
  [0.25, 0.22],
  [0.72, 0.2],
  [0.7, 0.3],
  [0.55, 0.55],
  [0.42, 0.86],
] as const

export const seven: Picture = digit(
  rasterize([{ points: points.map(([x, y]) => ({ x, y })), width: 0.1 }], 280),
).picture

export const columns: readonly Column[] = (['det', 'adv', 'vi', 'hmc'] as const).map((family, i) =>
  column(family, i, [0.9, 0.35, 0.5, 0.4][i]!),
)

function column(family: Family, seed: number, damage: number): Column {
  const picture = attackedPicture(seed)
  const clean = relevance(seven, seed, 0)
  const attacked = relevance(picture, seed, damage)
  return {
    family,
    model: `mnist-fc512-${family}`,
    clean,
    attacked,
    difference: attacked.map((value, i) => value - clean[i]!),
    picture,
    overlap: overlapOf(clean, attacked, 0.1),
    before: prediction(7, 0.99, 0.004 * seed),
    after: prediction(damage > 0.8 ? 2 : 7, 0.85 - 0.3 * damage, 0.07 * seed),
  }
}

function attackedPicture(seed: number): Picture {
  const data = seven.data.map((value, i) =>
    Math.max(0, Math.min(1, value + 0.2 * Math.sign(wave(i, seed + 9)))),
  )
  return { data, shape: seven.shape }
}

function relevance({ data }: Picture, seed: number, damage: number): Float32Array {
  return data.map(
    (ink, i) => ink * ((1 - damage) * wave(i, seed) + damage * wave(i, seed + 5) + 0.25) ** 3 * 0.2,
  )
}

function wave(i: number, seed: number): number {
  const [x, y] = [i % 28, Math.floor(i / 28)]
  return Math.sin(0.5 * x + 1.7 * seed) * Math.cos(0.4 * y - seed) + 0.5 * Math.sin(1.9 * x - 2.3 * y + seed)
}

function overlapOf(clean: Float32Array, attacked: Float32Array, share: number): Overlap {
  const size = Math.round(share * clean.length)
  const [before, after] = [top(clean, size), top(attacked, size)]
  const common = before.reduce((sum, on, i) => sum + (on & after[i]!), 0)
  return { clean: before, attacked: after, size, common, ties: { clean: 0, attacked: 0 } }
}

function top(values: Float32Array, size: number): Uint8Array {
  const order = Array.from(values.keys()).sort((a, b) => Math.abs(values[b]!) - Math.abs(values[a]!))
  const mask = new Uint8Array(values.length)
  for (const i of order.slice(0, size)) mask[i] = 1
  return mask
}

function prediction(winner: number, probability: number, deviation: number): Prediction {
  const second = (winner + 6) % 10
  const rest = (1 - probability) / 2
  const probabilities = Float32Array.from({ length: 10 }, (_, i) =>
    i === winner ? probability : i === second ? rest : rest / 8,
  )
  return {
    probabilities,
    deviation: probabilities.map((p) => deviation * Math.sqrt(4 * p * (1 - p))),
    class: winner,
  }
}
