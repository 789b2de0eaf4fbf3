import type { Family } from '../../../domain/catalogue.ts'
import type { Published } from './figure.ts'

/** Rules in the order of the paper's columns. */
export const rules = ['epsilon', 'gamma', 'alpha-beta'] as const

type Box = readonly [median: number, low: number, high: number]

/** Boxes of one network at one layer, rule by rule, decoded from the published image's pixels. */
function boxes(family: Family, layer: number, values: readonly [Box, Box, Box]): readonly Published[] {
  return values.map(([median, ...quartiles], i) => ({
    family,
    layer,
    rule: rules[i]!,
    median,
    quartiles,
    how: 'decoded',
  }))
}

function medians(
  family: Family,
  layer: number,
  values: readonly [number, number, number],
): readonly Published[] {
  return values.map((median, i) => ({ family, layer, rule: rules[i]!, median, how: 'decoded' }))
}

/** Peaks of one network's outlines, layer by layer. */
function peaks(family: Family, values: readonly [number, number, number]): readonly Published[] {
  return values.map((peak, layer) => ({ family, layer, rule: 'epsilon', peaks: [peak], how: 'decoded' }))
}

function seen(family: Family, layer: number, values: readonly number[], text?: string): Published {
  const outline = { family, layer, rule: 'epsilon', peaks: values, how: 'by eye' } as const
  return text === undefined ? outline : { ...outline, peaksText: text }
}

function correlation(family: Family, value: number, draws?: number): Published {
  const network = { family, layer: 0, rule: 'epsilon', correlation: value, how: 'decoded' } as const
  return draws === undefined ? network : { ...network, draws }
}

/** Read from the images that were published; within .007 in Figure 3, .003 on CIFAR-10. */
export const published = {
  figure2: {
    fashionVi: [
      ...peaks('adv', [-0.07, -0.02, -0.09]),
      seen('vi', 0, [0, 0.22], '.00 and +.22'),
      seen('vi', 1, [0.15]),
      seen('vi', 2, [0.08, 0.25], 'broad, +.08 to +.25'),
    ],
    fashionHmc: [
      ...peaks('adv', [0, -0.01, -0.01]),
      seen('hmc', 0, [0.18]),
      seen('hmc', 1, [0.09]),
      seen('hmc', 2, [0.15]),
    ],
  },
  figure3: {
    mnist: [
      ...boxes('adv', 2, [
        [0.07, 0.03, 0.11],
        [0.07, 0.02, 0.11],
        [0.05, -0.02, 0.11],
      ]),
      ...boxes('hmc', 2, [
        [0.28, 0.2, 0.43],
        [0.09, 0.01, 0.42],
        [0.07, -0.03, 0.37],
      ]),
    ],
    fashion: [
      ...boxes('adv', 2, [
        [0.02, -0.03, 0.08],
        [0.03, -0.03, 0.08],
        [0.08, -0.01, 0.16],
      ]),
      ...boxes('hmc', 2, [
        [0.39, 0.24, 0.51],
        [0.22, 0.1, 0.45],
        [0.25, 0.11, 0.53],
      ]),
    ],
    cifar: [
      ...boxes('adv', 2, [
        [-0.04, -0.09, 0.02],
        [-0.01, -0.05, 0.04],
        [-0.11, -0.15, -0.06],
      ]),
      ...boxes('vi', 2, [
        [-0.01, -0.05, 0.02],
        [-0.01, -0.04, 0.02],
        [0.02, -0.01, 0.05],
      ]),
    ],
  },
  figure4: {
    mnistVi: [
      correlation('det', -0.11),
      correlation('adv', -0.07),
      correlation('vi', 0.59, 50),
      correlation('vi', 0.62, 100),
    ],
    mnistHmc: [
      correlation('det', 0.03),
      correlation('adv', 0.17),
      correlation('hmc', 0.47, 50),
      correlation('hmc', 0.38, 100),
    ],
  },
  figure14: {
    fashionVi: [
      ...medians('adv', 0, [-0.16, -0.14, 0]),
      ...medians('vi', 0, [0.16, 0.2, 0.38]),
      ...medians('adv', 1, [-0.05, -0.05, 0]),
      ...medians('vi', 1, [0.23, 0.26, 0.33]),
      ...medians('adv', 2, [-0.01, -0.02, 0.02]),
      ...medians('vi', 2, [0.3, 0.23, 0.29]),
    ],
  },
  figure15: {
    cifar: [...medians('adv', 2, [-0.04, -0.01, -0.1]), ...medians('vi', 2, [-0.02, -0.01, 0.03])],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly Published[]>>>>
