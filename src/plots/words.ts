import type { ScaleReach, ScaleScope } from '../domain/scale.ts'

/** Every word the plots say themselves; the rest comes in as labels. */
export const words = {
  pixel: (row: number, column: number) => `row ${row + 1}, column ${column + 1}`,
  pinned: 'pinned',
  before: 'before',
  after: 'after',
  predicts: (stage: string, name: string, probability: string) => `${stage}: ${name}, ${probability}`,
  common: 'common',
  onlyBefore: 'only before',
  onlyAfter: 'only after',
  neither: 'neither',
  chance: 'chance',
  control: 'random control',
  supports: 'for',
  opposes: 'against',
  scope: { map: 'per map', row: 'per row', all: 'all maps' } satisfies Record<ScaleScope, string>,
  scopeSentence: {
    map: 'each map has its own range',
    row: 'one range per row',
    all: 'one range for all maps',
  } satisfies Record<ScaleScope, string>,
  reach: {
    percentile: 'ends at the 99.5th percentile of |R|',
    largest: 'ends at the largest |R|',
  } satisfies Record<ScaleReach, string>,
  clipped: (clipped: number, count: number) =>
    clipped === 0
      ? 'no value beyond'
      : `${clipped} of ${count} ${count === 1 ? 'value' : 'values'} beyond, drawn in the end color`,
  reliability: {
    accuracy: 'accuracy',
    confidence: 'confidence',
    images: 'images',
    fullest: (images: string, confidence: string, accuracy: string) =>
      `${images} of the images lie in the fullest bin, where it is ${confidence} sure and ${accuracy} right`,
  },
  between: (low: string, high: string) => (low === high ? low : `${low} to ${high}`),
  noData: 'no data',
  densities: {
    curve: (name: string, median: string, peak: string, count: number) =>
      `${name}, median ${median}, peak at ${peak}, ${count} ${count === 1 ? 'value' : 'values'}`,
  },
  boxes: {
    box: (name: string, median: string, low: string, high: string) =>
      `${name}: median ${median}, half between ${low} and ${high}`,
    reported: 'published median and quartiles',
  },
  scatter: {
    series: (name: string, images: number, x: string, y: string) =>
      `${name}: ${images} ${images === 1 ? 'image' : 'images'}, medians ${x} and ${y}`,
  },
  byDraws: {
    axis: 'draws from the posterior',
    step: (name: string, draws: number, value: string, control: string) =>
      `${name}, ${draws} ${draws === 1 ? 'draw' : 'draws'}: median ${value}, random control ${control}`,
  },
  chain: (chain: number) => `chain ${chain}`,
  transition: 'transition',
  warmUpEnds: 'warm-up ends',
  legend: 'color scale of relevance',
  working: 'computing',
} as const
