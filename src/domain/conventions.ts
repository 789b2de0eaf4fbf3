import { choice, type Overrides, type ParameterSpecs, resolve, type ValuesOf } from './parameters.ts'

/**
 * Where the paper's definitions and its released code part ways. Each difference is a parameter that can be
 * flipped alone; a protocol is a named set of values for them (Carbone et al. 2022; the released code's HEAD).
 */
export const conventionSpecs = {
  start: choice({
    label: 'start of LRP',
    help: 'The relevance that the explained logit hands down.',
    options: [
      { value: 'logit', label: 'the logit’s value' },
      { value: 'one', label: '1' },
      { value: 'probability', label: 'the probability’s gradient' },
    ],
    default: 'logit',
  }),
  innerStart: choice({
    label: 'start at inner layers',
    help: 'Where the relevance of an inner layer’s representation begins.',
    options: [
      { value: 'activation', label: 'every unit’s own activation' },
      { value: 'strongest', label: 'the strongest unit (dense), the count vector (conv)' },
    ],
    default: 'activation',
  }),
  activation: choice({
    label: 'LeakyReLU in LRP',
    help: 'What happens to relevance at a leaky ReLU.',
    options: [
      { value: 'pass', label: 'passes unchanged' },
      { value: 'gradient', label: 'times the gradient (0.01 on negative units)' },
    ],
    default: 'pass',
  }),
  gammaForm: choice({
    label: 'gamma rule',
    help: 'How the gamma rule favors positive contributions.',
    options: [
      { value: 'generalized', label: 'generalized to signed inputs' },
      { value: 'squared', label: 'w + γ (w⁺)², biases too' },
    ],
    default: 'generalized',
  }),
  alphaBetaBias: choice({
    label: 'bias in alpha-beta',
    help: 'Whether biases take part in the alpha-beta rule.',
    options: [
      { value: 'signed', label: 'counted with its sign' },
      { value: 'ignored', label: 'ignored' },
    ],
    default: 'signed',
  }),
  zeroSign: choice({
    label: 'sign of a zero denominator',
    options: [
      { value: 'positive', label: '+' },
      { value: 'negative', label: '−' },
    ],
    default: 'positive',
  }),
  explainedClass: choice({
    label: 'class explained',
    help: 'Which output the heatmap explains.',
    options: [
      { value: 'ensemble', label: 'the ensemble’s prediction on the image at hand' },
      { value: 'own', label: 'each draw’s own prediction' },
      { value: 'clean', label: 'the prediction on the clean image, also for the attacked one' },
      { value: '0', label: 'class 0' },
      { value: '1', label: 'class 1' },
      { value: '2', label: 'class 2' },
      { value: '3', label: 'class 3' },
      { value: '4', label: 'class 4' },
      { value: '5', label: 'class 5' },
      { value: '6', label: 'class 6' },
      { value: '7', label: 'class 7' },
      { value: '8', label: 'class 8' },
      { value: '9', label: 'class 9' },
    ],
    default: 'ensemble',
  }),
  ranking: choice({
    label: 'top-k set',
    help: 'Which pixels count as the k % most relevant.',
    options: [
      { value: 'absolute', label: 'k % largest of |R|' },
      { value: 'signed', label: 'k/2 % largest and k/2 % smallest of R' },
    ],
    default: 'absolute',
  }),
  logitGradient: choice({
    label: 'gradient at the logits',
    help: 'In float32 the gradient of a confident network is exactly zero.',
    options: [
      { value: 'double', label: 'pairwise, in double precision' },
      { value: 'float32', label: 'float32 softmax minus one-hot' },
    ],
    default: 'double',
  }),
  ensembleAttack: choice({
    label: 'attack on an ensemble',
    help: 'One attack on the expected loss, or the mean of one attacked image per draw.',
    options: [
      { value: 'expected', label: 'gradient of the expected loss, full budget' },
      { value: 'per-draw', label: 'mean of the per-draw attacked images' },
    ],
    default: 'expected',
  }),
  label: choice({
    label: 'label attacked',
    options: [
      { value: 'true', label: 'the true label where known, else the prediction' },
      { value: 'predicted', label: 'the ensemble’s prediction' },
    ],
    default: 'true',
  }),
} satisfies ParameterSpecs

export type Conventions = ValuesOf<typeof conventionSpecs>

/** A named set of conventions. */
export interface Protocol {
  readonly id: ProtocolId
  readonly label: string
  readonly source: string
  readonly conventions: Overrides
}

export type ProtocolId = 'defined' | 'released'

export const protocols: Readonly<Record<ProtocolId, Protocol>> = {
  defined: {
    id: 'defined',
    label: 'as defined',
    source: 'Carbone et al. 2022, definitions',
    conventions: {},
  },
  released: {
    id: 'released',
    label: 'as released',
    source: 'Carbone et al. 2022, released code',
    conventions: {
      start: 'one',
      innerStart: 'strongest',
      activation: 'gradient',
      gammaForm: 'squared',
      alphaBetaBias: 'ignored',
      zeroSign: 'negative',
      explainedClass: 'own',
      ranking: 'signed',
      logitGradient: 'float32',
      ensembleAttack: 'per-draw',
    },
  },
}

/** The conventions of a protocol with single ones flipped. */
export function conventionsOf(protocol: ProtocolId, flipped: Overrides = {}): Conventions {
  return resolve('conventions', conventionSpecs, { ...protocols[protocol].conventions, ...flipped })
}
