/** Every word of the Models view. */
export const words = {
  list: 'Trained networks',
  choose: 'another network',
  network: (label: string, protocol: string) => `${label}, ${protocol}`,
  protocol: { defined: 'as defined', released: 'as released' },
  draws: (count: number) => (count === 1 ? 'one network' : `${count} draws`),
  group: {
    fc2: (hidden: number) => `dense, ${hidden} units`,
    conv: (hidden: number) => `convolutional, ${hidden} channels`,
  } as Readonly<Record<string, (hidden: number) => string>>,
  shape: {
    fc2: (hidden: number) => `dense, two hidden layers of ${hidden}`,
    conv: (hidden: number) => `convolutional, ${hidden} channels in its second layer`,
  } as Readonly<Record<string, (hidden: number) => string>>,
  otherShape: (architecture: string, hidden: number) => `${architecture} ${hidden}`,
  reading: 'reading its card …',
  failed: 'This network’s card cannot be shown.',
  openInBench: 'open in Bench',
  openInLayers: 'open in Layers',

  about: {
    det: (data: string) => `One network, fitted to ${data} by maximum likelihood.`,
    adv: (data: string, budget: string | null) =>
      `One network, fitted to ${data} with every training image replaced by its attack${
        budget ? ` (FGSM, ε = ${budget})` : ''
      }.`,
    vi: (data: string, draws: number) =>
      `A normal distribution for every weight, fitted to ${data} by variational inference; each of its ${draws} draws is a network.`,
    hmc: (data: string, draws: number, chains: number | undefined) =>
      `${draws} networks drawn from the posterior given ${data} by ${
        chains === undefined ? '' : chains === 1 ? 'one chain of ' : `${chains} independent chains of `
      }Hamiltonian Monte Carlo.`,
    chunks: (draws: number, chains: number, images: string, data: string) =>
      `${draws} networks drawn by ${chains} chains of Hamiltonian Monte Carlo, each given another ${images} images of ${data}.`,
    protocol: {
      defined: 'Trained as the paper defines it.',
      released: 'Trained as the paper’s released code does it, which decides what it shows.',
    },
  },

  notes: 'What to know',

  scores: {
    title: 'What it is worth',
    caption: (images: string, draws: number) =>
      draws === 1
        ? `On the ${images} test images.`
        : `On the ${images} test images; the prediction is the mean softmax of ${draws} draws.`,
    accuracy: 'accuracy',
    fgsm: (budget: string) => `accuracy under FGSM, ε\u00a0=\u00a0${budget} pixel,\u00a0L∞`,
    likelihood: 'negative log-likelihood of an image',
    likelihoodNote: '0 for a network that is sure and right',
    nats: 'nats',
    calibration: 'expected calibration error',
    calibrationNote: 'mean gap between confidence and accuracy',
    interval: (low: string, high: string) => `95\u00a0%\u00a0interval ${low}\u00a0to\u00a0${high}\u00a0%`,
  },

  calibration: {
    title: 'Does it know when it is wrong?',
    verdict: (confidence: string, accuracy: string) =>
      `On average it is ${confidence} % sure and ${accuracy} % right: `,
    over: (points: string) => `too sure of itself by ${points} percentage points.`,
    under: (points: string) => `more often right than it claims, by ${points} percentage points.`,
    even: 'as often right as it claims.',
    legend:
      'Each mark holds the images on which the network was about this sure; its height is the share it got right, the line through it a 95 % interval. On the dashed line it would be right as often as it claims. Below: how many images, on a logarithmic scale.',
    diagram: 'Reliability diagram',
    table: 'the numbers',
    columns: ['confidence, from … to', 'images', 'mean confidence', 'accuracy'],
    bin: (from: string, to: string) => `${from} … ${to} %`,
  },

  saturation: {
    title: 'Where gradient attacks go blind',
    caption: 'Share of the test images whose loss gradient is exactly zero, per draw.',
    reading: {
      defined: 'in double',
      released: 'in float32',
    },
    readingNote: {
      defined: 'as defined: differences between logits, pair by pair',
      released: 'as released: softmax minus the true class',
    },
    columns: ['gradient', 'mean', 'least', 'most'],
    single: ['gradient', 'share of the images'],
    plot: 'Zero gradients',
    axis: 'share of the test images',
    none: 'The loss has a gradient on every test image, in every draw: no attack is stopped by rounding.',
    rounding: (released: string, defined: string) =>
      `In float32 an attack finds no gradient on ${released} % of the images and leaves them as they are, since the network’s certainty has rounded to 1: they look robust without being so. In double it finds ${
        defined === '0' ? 'one on every image' : `none on ${defined} %`
      }.`,
    both: (released: string, defined: string) =>
      `An attack finds no gradient on ${defined} % of the images even in double (${released} % in float32) and leaves them as they are: they look robust without being so.`,
  },

  chains: {
    title: 'Did the chains arrive, and do they agree?',
    reading:
      'Warm-up is over when the potential energy no longer drifts. The step size is adapted until then and held from there on; a mean acceptance between 0.6 and 0.95 says that it suits. The farther a chain has moved from its start, the less its draws depend on it. Distances are a parameter’s root mean square.',
    intro: 'The chains one by one: point at one, or choose it, to see its curves alone.',
    potential: 'potential energy, nats',
    potentialLabel: 'Potential energy of each chain',
    settled: 'the same after warm-up, nats',
    settledLabel: 'Potential energy of each chain after warm-up',
    acceptance: 'probability of acceptance',
    acceptanceLabel: 'Probability of acceptance of each chain',
    stepSize: 'step size, prior standard deviations',
    stepSizeLabel: 'Step size of each chain',
    distance: 'distance from the start, prior standard deviations',
    distanceLabel: 'Distance of each chain from its start',
    table: 'The chains one by one',
    columns: {
      chain: 'chain',
      warmUp: 'warm-up',
      draws: 'draws kept',
      acceptance: 'acceptance',
      stepSize: 'step size',
      distance: 'distance',
      time: 'time',
      commit: 'code',
    },
    units: { warmUp: 'transitions', acceptance: 'mean', stepSize: 'prior s.d.', distance: 'prior s.d.' },
    show: (chain: number) => `show chain ${chain} alone`,
    agreement: 'Agreement of the chains',
    agreementCaption: (chains: number, draws: number) =>
      `From ${chains} chains of ${draws} draws. R̂ is 1 when the halves of all chains tell the same story; the effective number is that of independent draws which would tell as much.`,
    quantity: 'quantity',
    rHat: 'split R̂',
    effective: 'effective draws',
    logLikelihood: 'log-likelihood of the test images',
    median: (images: number) => `probability of the true class, median of ${images} images`,
    worst: (images: number) => `the same, worst of ${images} images`,
    agree: (rHat: string) => `The chains agree about the test images: R̂ of their log-likelihood is ${rHat}.`,
    nearly: (rHat: string) =>
      `The chains nearly agree about the test images: R̂ of their log-likelihood is ${rHat}, a little above 1.05.`,
    disagree: (rHat: string) =>
      `The chains do not agree about the test images: R̂ of their log-likelihood is ${rHat}. Each has explored its own region; together they still show more of the posterior than one.`,
    chunks: (rHat: string) =>
      `Each chain has seen other images, so they need not agree: R̂ of their test log-likelihood is ${rHat}.`,
    outOf: (all: number) => `of ${all}`,
  },

  training: {
    title: 'How it was trained',
    curve: {
      loss: 'Loss during training',
      accuracy: 'Accuracy during training',
      divergence: 'Divergence from the prior during training',
      objective: 'Negative evidence lower bound during training',
    } as Readonly<Record<string, string>>,
    settings: 'Settings',
    run: 'The run',
    seed: 'seed',
    drawsSeed: 'seed of the draws',
    method: 'method',
    methods: {
      det: 'maximum likelihood, Adam',
      adversarial: 'maximum likelihood on attacked batches, Adam',
      vi: 'mean-field variational inference, KL weight 1/N',
      'vi-released': 'mean-field variational inference, KL weight 1 a batch',
      hmc: 'Hamiltonian Monte Carlo on all images',
      'hmc-released': 'Hamiltonian Monte Carlo on chunks of the images',
    } as Readonly<Record<string, string>>,
    time: 'time',
    work: 'work',
    workUnit: (amount: string, rate: string) => `${amount} operations, ${rate} a second`,
    backend: 'computed by',
    commit: 'code at commit',
    again: 'Train it again, bit for bit on the same machine:',
    settingLabels: {
      epochs: 'epochs',
      batch: 'images a batch',
      rate: 'learning rate of Adam',
      schedule: 'schedule of the learning rate',
      budget: 'budget ε of the training attack (pixel, L∞)',
      prior: 'prior',
      initialScale: 'initial scale (prior standard deviations)',
      annealing: 'epochs over which the weight of the divergence rises',
      chains: 'chains',
      warmUp: 'warm-up of a chain (transitions)',
      draws: 'draws kept of a chain',
      thin: 'transitions a draw',
      leapfrogSteps: 'leapfrog steps a transition',
      firstStepSize: 'first step size (prior standard deviations)',
      target: 'acceptance aimed at',
      startEpochs: 'epochs of Adam before a chain',
      images: 'images of a chain',
    } as Readonly<Record<string, string>>,
    settingValues: {
      'schedule=linear': 'constant for half of the steps, then linearly to zero',
      'prior=fan-in': 'N(0, 2/fan-in) on weights, N(0, 0.1²) on biases',
      'prior=unit': 'N(0, 1) on everything',
    } as Readonly<Record<string, string>>,
  },

  files: {
    title: 'Files',
    caption: (count: string, size: string) => `${count}, ${size}, in reading order, under`,
    count: (count: number) => (count === 1 ? '1 file' : `${count} files`),
    columns: { name: 'file', bytes: 'size', sha256: 'sha256' },
    check: 'Compare every file with its checksum:',
    copy: 'copy',
    copied: 'copied',
    copyCommand: (command: string) => `copy “${command}”`,
  },
} as const
