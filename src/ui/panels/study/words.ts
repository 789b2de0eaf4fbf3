import { starsText } from '../../wording/stars.ts'

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`

/** Every word of the Study view. */
export const words = {
  images: 'Images',
  networks: 'Networks',
  explanation: 'Explanation',
  rules: 'rules',
  layers: 'layers',
  draws: 'draws of each posterior',
  drawsHelp:
    'Each network is computed once for every number chosen; one with fewer draws takes all it has. Several numbers show what more draws change.',
  aim: 'The attack changes this explanation; the others are measured too.',
  rulesHelp: 'The rule of the Bench keeps its parameters; the others have their defaults.',
  noNetworks: (dataset: string) => `No network is trained on ${dataset} yet.`,

  atHand: 'the study at hand',
  source: 'study',
  shippedGroup: 'committed results',
  committedSize: (images: string) => `${images} images`,
  noShipped: 'no committed result yet',
  reading: 'reading the result …',
  missing: (id: string) => `There is no committed result called ${id}.`,
  incomplete: ', on its way',

  run: 'run',
  runAgain: 'run again',
  runNew: 'run the new choices',
  resume: 'continue',
  cancel: 'cancel',
  import: 'import',
  importHelp: 'import a study from its JSON file',
  size: (images: number, networks: number, readouts: number) =>
    `${counted(images, 'image')} × ${counted(networks, 'network')}, ${counted(readouts, 'explanation')} each`,
  asChosen: (size: string) => `as chosen: ${size}`,
  runsAnother: (size: string) => `runs another study, as chosen beside: ${size}`,
  take: 'take this study’s choices',
  takeHelp:
    'Chooses the networks, the attack, the explanations, the images and the conventions of the study in view: change one of them, and all else stays.',
  changed: 'What is shown was asked for with other choices than those made now.',
  progress: 'the study',
  done: (done: number, of: number) => `${done} of ${of}`,
  timeLeft: (time: string) => `about ${time} left`,
  finished: 'The study is done.',
  stopped: (done: number, of: number) => `Stopped at ${done} of ${of}; what is done is kept.`,
  importedFrom: (file: string) => `imported from ${file}`,
  nothing:
    'A study makes one attack on many images and asks several networks for several explanations. Choose what it is made of and run it, look at a committed result, or import one.',

  renewed: {
    sentence: (networks: string, several: boolean) =>
      several
        ? `Since this was computed, ${networks} were trained anew or further: the numbers are those of their earlier versions.`
        : `Since this was computed, ${networks} was trained anew or further: the numbers are those of its earlier version.`,
    again: 'run it again here',
    headless: (alone: boolean) => (alone ? 'compute it again:' : 'or from the command line:'),
    command: (experiment: string) => `npm run experiment -- ${experiment}`,
  },

  lookAt: 'Look at',
  rule: 'rule',
  layer: 'layer',
  class: 'class',
  allClasses: 'all',
  attackOutcome: 'attack',
  outcomeText: (outcome: string) => `attack on the network itself ${outcome}`,
  gradient: 'gradient',
  columns: 'networks shown',
  whole: 'whole study',

  figures: {
    scatter: 'LRP robustness against softmax robustness',
    differences: 'Difference to the deterministic network, image by image',
    boxes: 'By rule and layer',
    draws: 'By the number of draws',
    tests: 'What the numbers say',
  },
  reading_: {
    scatter:
      'To the right: more of the explanation stays. Upward: more of the prediction stays. A larger mark is several images at one place. Draw a rectangle, or click, to see the images.',
    differences:
      'Right of the dotted line: images whose explanation stays better than under the deterministic network.',
    boxes:
      'Half of the images lie in a box, its line is the median, and the whiskers reach to the outermost image within one and a half box lengths. Dotted: chance, or no difference.',
    draws:
      'Median over the images, and a line over the middle half of them. Hollow: under a random pattern with the same largest change of a pixel. Dotted: chance.',
    tests: `Stars as published: one-sided Mann-Whitney test of the adversarially trained network against the Bayesian one, pairing ignored; ${starsText()}. The columns in pairs compare each network with the deterministic one, image by image.`,
  },
  lrp: 'LRP robustness',
  softmax: 'softmax robustness',
  difference: 'difference of LRP robustness',
  withMedians: (network: string, median: string, random: string) =>
    `${network}: median ${median}, random ${random}`,
  shownAs: 'shown as',
  asRobustness: 'robustness',
  asDifference: 'difference',
  noReference: 'No deterministic network of the same shape is in this study: there is nothing to subtract.',
  noReferenceYet: 'The deterministic network has not begun yet.',
  onlyReference: 'Only the deterministic network is here: there is no other to compare with it.',
  oneCount:
    'Every posterior was asked for one number of draws. Choose several to see what more of them change.',
  noneLeft: 'No image passes the filters.',
  rho: (rho: string) => `ρ ${rho}`,

  area: {
    title: 'Images picked out',
    none: 'Draw a rectangle in the scatter plot, click in it, or give ranges here.',
    from: 'from',
    to: 'to',
    lrp: 'LRP robustness',
    softmax: 'softmax robustness',
    clear: 'let go',
    count: (count: number) => (count === 1 ? '1 mark' : `${count} marks`),
    more: (count: number) => `${count} more`,
    image: (image: number, name: string) => `no. ${image}, ${name}`,
    says: (before: string, after: string) => (before === after ? `still ${before}` : `${before} → ${after}`),
    open: 'open in Bench',
    openNamed: (image: number, network: string) => `open test image ${image} under ${network} in the Bench`,
    lrpNote: (value: string, control: string) => `LRP ${value}, random ${control}`,
    softmaxNote: (value: string, control: string) => `softmax ${value}, random ${control}`,
    aimed:
      'The attack changes one explanation; the Bench opens on that one, since its attack follows the explanation it shows.',
  },

  warnings: {
    title: 'What the attack did',
    of: (networks: string, sentence: string) => `${networks}: ${sentence}`,
    everyNetwork: 'every network',
    share: (number: string, whose: string) => `${number} (${whose})`,
    draws: (draws: number) => counted(draws, 'draw'),
    zeroDraws: (percent: string) => `the gradient was exactly zero in ${percent} of the draws`,
    left: (percent: string) =>
      `the gradient was exactly zero in every draw, and the image left as it was, on ${percent} of the images`,
    startOnly: (percent: string) =>
      `the gradient was exactly zero in every draw, and only the random start of the attack moved the image, on ${percent} of the images`,
    weaker: (strongest: string) => (linf: string) =>
      `the attack changed pixels by ${linf} on average (mean L∞), ${strongest} where it was strongest: not the same strength`,
    control: () =>
      'a random pattern with the same largest change of a pixel changes the explanation as much as the attack does',
    partial: (of: number) => (done: string) => `${done} of ${of} images so far`,
    ties: (percent: string) =>
      `pixels tie at the edge of the top-k set on ${percent} of the images: of tied pixels those that come first in the image count`,
  },

  tests: {
    network: 'network',
    images: 'n',
    median: 'median [quartiles]',
    control: 'random control',
    controlHelp:
      'The median under a random pattern with the largest change of a pixel that the attack on each image really made. An attack that leaves as much has done no more than noise.',
    linf: 'mean L∞',
    linfHelp: 'How much the attack really changed the pixel that it changed most, the mean over the images.',
    changed: 'class changed',
    changedHelp:
      'Share of the images whose predicted class the attack changed; below it, the random pattern.',
    random: (value: string) => `random ${value}`,
    effectHelp: 'Positive: this network keeps its explanations better than the adversarially trained one.',
    difference: 'median difference [95 %]',
    wilcoxon: 'Wilcoxon p',
    effect: 'rank-biserial r',
    holm: 'Holm p',
    published: 'Mann-Whitney p',
    stars: 'stars',
    publishedEffect: 'rank-biserial r',
    spearman: 'Spearman ρ [95 %]',
    pearson: 'Pearson r [95 %]',
    groups: {
      attack: 'the attack',
      values: 'LRP robustness',
      paired: 'against the deterministic network, in pairs',
      published: 'as published',
      correlation: 'with softmax robustness',
    },
    all: 'every rule and layer',
    one: 'only the chosen one',
    interval: (low: string, high: string) => `[${low}, ${high}]`,
    undefined_: '–',
  },

  facts: {
    images: 'images',
    networks: 'networks',
    attack: 'attack',
    strength: 'scaled to',
    explanation: 'explanation',
    aim: 'explanation attacked',
    k: 'top-k',
    protocol: 'protocol',
    seed: 'seed',
    control: 'control',
    filter: 'filter',
    computed: 'computed',
    notes: 'note',
    warning: 'warning',
    controlText:
      'a random pattern with the largest change of a pixel that the attack on each image really made',
    balanced: (count: number, seed: number, dataset: string, different: number) =>
      `${count} balanced test images of ${dataset}, drawn as the released code does, seed ${seed}${
        different < count ? `, ${different} of them different` : ''
      }`,
    first: (count: number, dataset: string) => `the first ${count} test images of ${dataset}`,
    listed: (count: number, dataset: string) => `${count} listed test images of ${dataset}`,
    kText: (k: number) => `${k} % of the pixels`,
    done: (done: number, of: number) => `${done} of ${of} images`,
    draws: (draws: number) => (draws === 1 ? '' : `, ${draws} draws`),
    seedText: (seed: number) => `${seed}, plus the image’s place`,
    short: (count: number) => `n = ${count}`,
  },
} as const
