import type { Family } from '../../../domain/catalogue.ts'
import type { ProtocolId } from '../../../domain/conventions.ts'
import { starsText } from '../../wording/stars.ts'

/** Every word of the Figures view; what is said of one figure stands in its entry (registry.ts). */
export const words = {
  list: 'Figures and tables of the paper',
  choose: 'another figure',
  figures: 'Figures',
  tables: 'Tables',
  title: (number: string, title: string) => `${number}: ${title}`,
  options: 'how it is drawn',
  shows: 'In the paper:',
  previous: 'previous',
  next: 'next',

  protocol: { defined: 'as defined', released: 'as released' } satisfies Record<ProtocolId, string>,
  protocolNote: {
    defined: 'what the paper’s text defines',
    released: 'what the paper’s code does',
  } satisfies Record<ProtocolId, string>,
  family: {
    det: 'deterministic',
    adv: 'adversarially trained',
    vi: 'variational',
    hmc: 'HMC',
  } satisfies Record<Family, string>,
  rule: { epsilon: 'epsilon', gamma: 'gamma', 'alpha-beta': 'alpha-beta' } as Readonly<
    Record<string, string>
  >,
  network: (family: string, draws: number | null) =>
    draws === null || draws === 1 ? family : `${family}, ${draws} draws`,
  layer: (layer: number, index: number | undefined, name = `layer ${layer + 1}`) =>
    index === undefined ? name : `${name} (layer idx ${index} in the paper)`,

  reading: 'Reading the result …',
  missing: 'Nobody has computed this yet. This command does:',
  command: (experiment: string) => `npm run experiment -- ${experiment}`,
  failed: 'The result could not be read.',
  elsewhere: 'No experiment here asks this, so there is only what was published.',
  incomplete: (done: number, all: number, byClass: boolean) =>
    `On its way: the first ${done} of ${all} images so far${byClass ? ', which come class by class' : ''}.`,
  noSamples: 'The result holds none of the networks that this figure compares.',

  difference: 'difference of LRP robustness',
  robustness: 'LRP robustness',
  softmax: 'softmax robustness',
  chance: (value: string) => `┆ chance: two random sets share ${value} of their pixels`,
  level: {
    densities: '┆ no difference to the deterministic network; right of it the explanation stays better',
    boxes: '┄ no difference to the deterministic network; above it the explanation stays better',
    chance: (value: string) => `┄ chance: two random sets share ${value} of their pixels`,
  },
  peaks: '△ published peak of the curve in its color',
  stars: starsText(),
  marks: 'One mark an image; a larger one is several images at one place.',
  publishedPeak: (network: string, value: string) => `published peak, ${network}: ${value}`,
  plot: (layer: string, protocol: string, panel: string) => `${panel}, ${protocol}, ${layer}`,

  warnings: {
    of: (maps: string, sentence: string) => `${maps}: ${sentence}`,
    zero: (network: string, effect: string) => `${network}: the gradient was exactly zero ${effect}.`,
    zeroDraws: (network: string, percent: string, effect: string) =>
      `${network}: the gradient was exactly zero in ${percent} of the draws${effect && `, in all of them ${effect}`}.`,
    ofDraws: (percent: string, draws: number) => `${percent} (${draws} draws)`,
    blind: (images: string, moved: boolean) =>
      `on ${images} of the images: ${
        moved
          ? 'there only the random start of the attack could change anything'
          : 'there nothing was perturbed and nothing could change'
      }`,
    ofRule: (percent: string, rule: string) => `${percent} (${rule})`,
    ties: (rules: string) =>
      `Pixels tie at the edge of the top-k set on up to ${rules} of the images: of tied pixels those that come first in the image count, before the attack and after it.`,
    weaker: (network: string, linf: string, strongest: string) =>
      `${network}: the attack changed pixels by ${linf} on average (mean L∞), ${strongest} elsewhere in this study: not the same strength.`,
  },

  numbers: {
    title: 'The numbers',
    caption: (quantity: string) =>
      `Median ${quantity} over the images with its 95 % bootstrap interval; below it the median under a random pattern with the same largest change of a pixel.`,
    publishedNote: 'Published values are read from the images of the paper’s figures.',
    correlationCaption: (kind: string) =>
      `${kind} of LRP with softmax robustness over the images, with its 95 % interval; below it the same under a random pattern with the same largest change of a pixel.`,
    layer: 'layer',
    rule: 'rule',
    network: 'network',
    published: 'published',
    random: (value: string) => `random ${value}`,
    ofDraws: (draws: number) => `${draws} draws`,
    peak: (value: string) => `peak ${value}`,
    interval: (low: string, high: string) => `[${low}, ${high}]`,
    quartiles: (low: string, high: string) => `quartiles ${low}, ${high}`,
    none: '–',
    byEye: 'by eye',
    drawsOf: (defined: string, released: string) => `${defined} as defined, ${released} as released`,
  },

  run: {
    title: 'The run behind it',
    file: 'result',
    chosen: 'image',
    chosenText: (image: number, study: string, how: string) => `test image ${image}, of ${study}. ${how}`,
    checksums: 'checksums',
    notes: 'note',
  },

  open: {
    bench: 'open in Bench',
    study: 'open in Study',
    benchNamed: (protocol: string) => `open in Bench, ${protocol}`,
    studyNamed: (protocol: string) => `open in Study, ${protocol}`,
    benchHelp: 'The image of this study whose explanation is as stable as that of the middle one.',
  },

  pictures: {
    panel: 'One image',
    clean: 'before',
    attacked: 'after',
    image: 'x',
    attackedImage: 'x̃',
    explanation: (layer: string) => `R, ${layer}`,
    common: (percent: string, count: number, size: number) =>
      `${percent} of the top-k pixels stay: ${count} of ${size}`,
    random: (value: string) => `random pattern ${value}`,
    class: (name: string) => `predicted: ${name}`,
    map: (what: string, network: string, protocol: string) => `${what}, ${network}, ${protocol}`,
    overlay: 'top-k pixels of the last map marked',
    shifted: 'zero relevance is not white here: each map is stretched to [−1, 1]',
  },

  overlap: {
    intro:
      'Rank the pixels of each heatmap by relevance, take the k % most relevant, and count how many are in both sets.',
    before: 'top-k before',
    after: 'top-k after',
    both: 'in both',
    selected: (size: number, k: number, pixels: number) => `${size} of ${pixels} pixels are ${k} %`,
    formula: (common: number, size: number, value: string) => `${common} / ${size} = ${value}`,
    chance: (value: string) => `Two random sets of this size would share ${value} of their pixels.`,
    random: (value: string) =>
      `A random pattern with the attack’s largest change of a pixel leaves ${value}.`,
    ties: (before: number, after: number) =>
      before === 0 && after === 0
        ? 'No pixels tie at the edge of a set.'
        : `${before || 'No'} pixels tie at the edge of the set before the attack, ${after || 'none'} after it: those that come first in the image count.`,
    zero: (percent: string) => `${percent} of the pixels have exactly no relevance before the attack.`,
    curve: 'LRP robustness for every k',
    randomLine: 'under a random pattern',
    chanceLine: 'two random sets',
    signed:
      'Half of the set are the largest, half the smallest relevances, whether or not there are negative ones.',
    absolute: 'The size of the relevance counts, not its sign.',
  },

  architecture: {
    layer: 'layer',
    output: 'output',
    parameters: 'parameters',
    index: 'the paper’s idx',
    total: 'all layers',
    published: (same: boolean, published: string) =>
      same ? 'as in the paper’s code' : `${published} in the paper’s code`,
    hidden: (hidden: number) => `hidden size ${hidden}`,
    missing: 'The catalogue has no such network.',
    kinds: {
      conv: (size: number) => `convolution ${size} × ${size}`,
      dense: 'dense',
      maxPool: (size: number, stride: number) => `max-pooling ${size} × ${size}, stride ${stride}`,
      leakyRelu: (slope: number) => `leaky ReLU, slope ${slope}`,
      flatten: 'flatten',
    },
  },

  training: {
    setting: 'setting',
    published: 'published',
    other: 'also set here',
    noCard: 'not trained yet',
    notes: 'what to know',
    labels: {
      batch: 'images a batch',
      epochs: 'epochs',
      rate: 'learning rate',
      schedule: 'schedule',
      prior: 'prior',
      initialScale: 'initial scale',
      annealing: 'epochs of annealing',
      noise: 'noise on',
      chains: 'chains',
      relaxation: 'transitions of relaxation',
      relaxationSteps: 'leapfrog steps of each',
      relaxationImages: 'images in them',
      warmUp: 'warm-up',
      draws: 'draws of a chain',
      thin: 'transitions a draw',
      target: 'acceptance aimed at',
      startEpochs: 'epochs before a chain',
      images: 'images of a chain',
      firstStepSize: 'first step size',
      leapfrogSteps: 'leapfrog steps',
    } as Readonly<Record<string, string>>,
    none: '–',
  },

  symbols: {
    p: 'p',
    sign: 'sign',
    count: (protocol: string) => `here, ${protocol}`,
    levels: ['p ≤ 0.0001', '0.0001 < p ≤ 0.001', '0.001 < p ≤ 0.01', '0.01 < p ≤ 0.05', 'p > 0.05'],
    tests: (protocol: string, count: number, studies: number, all: number) =>
      `${protocol}: ${count} tests, from ${studies} of the ${all} results behind the box plots.`,
    renewed: (count: number) =>
      count === 1
        ? 'One of them was computed with networks that were trained anew or further since.'
        : `${count} of them were computed with networks that were trained anew or further since.`,
  },

  state: { done: 'computed', partly: 'partly', none: 'not yet' },
} as const

/** A network as the figures name it. */
export function networkText(family: Family, draws: number): string {
  return words.network(words.family[family], draws)
}
