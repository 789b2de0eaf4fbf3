import { choice, integer, type ParameterSpecs } from '../../../domain/parameters.ts'
import type { Figure, Panel, Published, Results } from './figure.ts'
import { published, rules } from './published.ts'

const layers = [0, 1, 2]
const output = [2]
/** The paper's "layer idx": places in its list of modules. */
const convolutional = [0, 3, 7]
const dense = [1, 3, 5]

const pairs = {
  mnistVi: { stem: 'mnist-conv512', label: 'MNIST, convolutional, variational', indices: convolutional },
  mnistHmc: { stem: 'mnist-fc512', label: 'MNIST, dense, Hamiltonian Monte Carlo', indices: dense },
  fashionVi: {
    stem: 'fashion-conv1024',
    label: 'Fashion-MNIST, convolutional, variational',
    indices: convolutional,
  },
  fashionHmc: {
    stem: 'fashion-fc1024',
    label: 'Fashion-MNIST, dense, Hamiltonian Monte Carlo',
    indices: dense,
  },
} as const

const attacks = {
  fgsm: 'FGSM',
  pgd: 'PGD',
  topk: 'top-k attack',
  region: 'target region',
  beta: 'beta attack',
}

function results(stem: string, what = ''): Results {
  return { defined: `${stem}-defined${what}`, released: `${stem}-released${what}` }
}

function panel(
  pair: keyof typeof pairs,
  attack: keyof typeof attacks,
  values: readonly Published[] = [],
): Panel {
  const { stem, label, indices } = pairs[pair]
  return {
    id: `${stem}-${attack}`,
    label: `${label} · ${attacks[attack]}`,
    results: results(`${stem}-${attack}`),
    indices,
    published: values,
  }
}

/** What was published and no experiment here asks for; of ResNet-20 only the output was. */
function cifar(id: string, label: string, values: readonly Published[]): Panel {
  return { id, label, results: null, indices: [0, 0, 38], published: values, layer: 'output' }
}

const largerControl =
  'The random pattern changes every pixel by as much as the attack changed one: where an attack changes few pixels much, the pattern is the larger of the two (L2).'

const difference: ParameterSpecs = {
  quantity: choice({
    label: 'what is drawn',
    options: [
      { value: 'difference', label: 'difference (published)' },
      { value: 'robustness', label: 'robustness itself' },
    ],
    default: 'difference',
  }),
}

const correlation: ParameterSpecs = {
  correlation: choice({
    label: 'correlation',
    help: 'The published images were drawn with Pearson’s coefficient; the released code’s last version has Spearman’s.',
    options: [
      { value: 'pearson', label: 'Pearson (published)' },
      { value: 'spearman', label: 'Spearman (released code’s last)' },
    ],
    default: 'pearson',
  }),
}

const scale = (byDefault: 'minmax' | 'shared') =>
  choice({
    label: 'colors',
    help: 'Stretching each heatmap to [−1, 1] moves its zero off the middle of the scale: pixels of no relevance take a color.',
    options: [
      { value: 'minmax', label: `each map to [−1, 1]${byDefault === 'minmax' ? ' (published)' : ''}` },
      { value: 'shared', label: `one scale, zero white${byDefault === 'shared' ? ' (published)' : ''}` },
      { value: 'own', label: 'each map its own, zero white' },
    ],
    default: byDefault,
  })

const shown = (byDefault: 'common' | 'topk') =>
  choice({
    label: 'pixels',
    options: [
      { value: 'common', label: `in both top-k sets${byDefault === 'common' ? ' (published)' : ''}` },
      { value: 'topk', label: `in the map’s own top-k set${byDefault === 'topk' ? ' (published)' : ''}` },
      { value: 'all', label: 'all' },
    ],
    default: byDefault,
  })

const pictureK = integer({ label: 'top-k', symbol: 'k', unit: '%', min: 1, max: 100, default: 30 })

const inferredPairing =
  'Which pair of network and attack stands in which of these figures is inferred from the text.'

/** The paper’s figures and tables, in its order; a new one is a new entry. */
export const figures: readonly Figure[] = [
  {
    id: '1',
    number: 'Figure 1',
    title: 'One attacked digit, explained at every layer',
    shows:
      'The deterministic convolutional network, an image that FGSM has misclassified, and its explanations (epsilon rule) before and after the attack at each learnable layer.',
    options: { scale: scale('minmax'), shown: shown('common'), k: pictureK },
    body: { kind: 'pictures', results: results('mnist-conv512-fgsm', '-layers') },
  },
  {
    id: '2',
    number: 'Figure 2',
    title: 'More robust explanations with more draws?',
    shows:
      'How much more LRP robustness the adversarially trained and the Bayesian network have than the deterministic one, image by image, with the epsilon rule at each layer; the Bayesian one with 10, 50 and 100 draws.',
    options: difference,
    body: {
      kind: 'densities',
      rules: ['epsilon'],
      layers,
      panels: [
        panel('fashionVi', 'fgsm', published.figure2.fashionVi),
        panel('fashionHmc', 'pgd', published.figure2.fashionHmc),
      ],
    },
  },
  {
    id: '3',
    number: 'Figure 3',
    title: 'The main result: three rules at the output',
    shows:
      'Differences of LRP robustness to the deterministic network under FGSM, at the output, with 100 draws; the stars belong to a one-sided Mann-Whitney test of adversarially trained against Bayesian.',
    options: difference,
    body: {
      kind: 'boxes',
      rules,
      layers: output,
      panels: [
        panel('mnistHmc', 'fgsm', published.figure3.mnist),
        panel('fashionHmc', 'fgsm', published.figure3.fashion),
        cifar('cifar-vi', 'CIFAR-10, ResNet-20, variational · FGSM', published.figure3.cifar),
      ],
    },
  },
  {
    id: '4',
    number: 'Figure 4',
    title: 'Is a stable prediction a stable explanation?',
    shows:
      'LRP robustness against softmax robustness, one mark an image, with the epsilon rule at each layer; the correlations were printed for the first layer only.',
    options: correlation,
    body: {
      kind: 'scatter',
      rules: ['epsilon'],
      layers,
      panels: [
        panel('mnistVi', 'fgsm', published.figure4.mnistVi),
        panel('mnistHmc', 'pgd', published.figure4.mnistHmc),
      ],
    },
  },
  {
    id: '5',
    number: 'Figure 5',
    title: 'How LRP robustness is counted',
    shows:
      'The k % most relevant pixels of two heatmaps, and those that are in both sets: their share is the LRP robustness.',
    options: {
      k: integer({ label: 'top-k', symbol: 'k', unit: '%', min: 1, max: 100, default: 20 }),
      ranking: choice({
        label: 'ranking',
        options: [
          { value: 'absolute', label: 'largest |R| (as defined)' },
          { value: 'signed', label: 'both ends of R (as released)' },
        ],
        default: 'absolute',
      }),
      network: choice({
        label: 'heatmaps of',
        options: [
          { value: 'first', label: 'the deterministic network' },
          { value: 'last', label: 'the Bayesian network' },
        ],
        default: 'first',
      }),
    },
    body: { kind: 'overlap', results: results('mnist-fc512-fgsm', '-heatmaps') },
  },
  {
    id: '6',
    number: 'Figure 6',
    title: 'Deterministic and Bayesian heatmaps of one digit',
    shows:
      'The attacked image and the explanations before and after FGSM, for the deterministic and the Bayesian network; the image was chosen as the one with the least stable deterministic explanation among those that neither attack misclassified.',
    options: { scale: scale('shared'), shown: shown('topk'), k: pictureK },
    body: { kind: 'pictures', results: results('mnist-fc512-fgsm', '-heatmaps') },
  },
  {
    id: '7',
    number: 'Figure 7',
    title: 'Differences by layer: MNIST, variational',
    shows: 'As Figure 2, for the convolutional network on MNIST.',
    note: inferredPairing,
    options: difference,
    body: {
      kind: 'densities',
      rules: ['epsilon'],
      layers,
      panels: [panel('mnistVi', 'fgsm'), panel('mnistVi', 'pgd')],
    },
  },
  {
    id: '8',
    number: 'Figure 8',
    title: 'Differences by layer: MNIST, Hamiltonian Monte Carlo',
    shows: 'As Figure 2, for the dense network on MNIST.',
    note: inferredPairing,
    options: difference,
    body: {
      kind: 'densities',
      rules: ['epsilon'],
      layers,
      panels: [panel('mnistHmc', 'fgsm'), panel('mnistHmc', 'pgd')],
    },
  },
  {
    id: '9',
    number: 'Figure 9',
    title: 'Differences by layer: Fashion-MNIST, the other attacks',
    shows: 'As Figure 2, for the pairs of network and attack on Fashion-MNIST that it leaves out.',
    note: inferredPairing,
    options: difference,
    body: {
      kind: 'densities',
      rules: ['epsilon'],
      layers,
      panels: [panel('fashionVi', 'pgd'), panel('fashionHmc', 'fgsm')],
    },
  },
  boxFigure('10', 'mnistVi', 'MNIST, variational'),
  boxFigure('11', 'fashionVi', 'Fashion-MNIST, variational'),
  boxFigure('12', 'mnistHmc', 'MNIST, Hamiltonian Monte Carlo'),
  boxFigure('13', 'fashionHmc', 'Fashion-MNIST, Hamiltonian Monte Carlo'),
  {
    id: '14',
    number: 'Figure 14',
    title: 'Attacks on the explanation: top-k and target region',
    shows:
      'As Figures 10-13, under two attacks that are meant to move the heatmap and to keep the class; in the released code both are the same attack.',
    note: `The published values are of an earlier version of the image, for Fashion-MNIST and the target region. ${largerControl}`,
    options: difference,
    body: {
      kind: 'boxes',
      rules,
      layers,
      panels: [
        panel('mnistVi', 'topk'),
        panel('mnistVi', 'region'),
        panel('mnistHmc', 'topk'),
        panel('mnistHmc', 'region'),
        panel('fashionVi', 'region', published.figure14.fashionVi),
      ],
    },
  },
  {
    id: '15',
    number: 'Figure 15',
    title: 'Attacks on the explanation: beta',
    shows: 'As Figures 10-13, under an attack that is meant to draw the heatmap towards another image’s.',
    note: `The left half of the published figure is taken to be CIFAR-10 under PGD; its values are of an earlier version of the image. ${largerControl}`,
    options: difference,
    body: {
      kind: 'boxes',
      rules,
      layers,
      panels: [
        panel('mnistVi', 'beta'),
        panel('mnistHmc', 'beta'),
        cifar('cifar-vi-pgd', 'CIFAR-10, ResNet-20, variational · PGD', published.figure15.cifar),
      ],
    },
  },
  {
    id: '16',
    number: 'Figure 16',
    title: 'LRP against softmax robustness: the other pairs',
    shows: 'As Figure 4, for the pairs of network and attack that it leaves out.',
    note: inferredPairing,
    options: correlation,
    body: {
      kind: 'scatter',
      rules: ['epsilon'],
      layers,
      panels: [
        panel('mnistVi', 'pgd'),
        panel('mnistHmc', 'fgsm'),
        panel('fashionVi', 'fgsm'),
        panel('fashionVi', 'pgd'),
        panel('fashionHmc', 'fgsm'),
        panel('fashionHmc', 'pgd'),
      ],
    },
  },
  {
    id: 'table-1',
    number: 'Table I',
    title: 'Layers of the convolutional networks',
    shows:
      'Two convolutions with max-pooling and one dense layer; the hidden size is 512 on MNIST and 1024 on Fashion-MNIST.',
    options: {},
    body: {
      kind: 'architecture',
      architecture: 'conv',
      published: [
        { hidden: 512, parameters: 456_618 },
        { hidden: 1024, parameters: 912_810 },
      ],
    },
  },
  {
    id: 'table-2',
    number: 'Table II',
    title: 'Layers of the dense networks',
    shows: 'Two hidden dense layers of equal width: 512 on MNIST, 1024 on Fashion-MNIST.',
    options: {},
    body: {
      kind: 'architecture',
      architecture: 'fc2',
      published: [
        { hidden: 512, parameters: 669_706 },
        { hidden: 1024, parameters: 1_863_690 },
      ],
    },
  },
  {
    id: 'table-3',
    number: 'Table III',
    title: 'Variational inference: hyper-parameters',
    shows: 'Hidden size, epochs and learning rate of the two variational networks.',
    options: {},
    body: {
      kind: 'training',
      models: [
        { published: 'MNIST', results: networks('mnist-conv512-vi') },
        { published: 'Fashion-MNIST', results: networks('fashion-conv1024-vi') },
      ],
      settings: [
        { setting: 'hidden', label: 'hidden size', values: ['512', '1024'] },
        { setting: 'epochs', label: 'epochs', values: ['5', '15'] },
        { setting: 'rate', label: 'learning rate', values: ['0.01', '0.001'] },
      ],
    },
  },
  {
    id: 'table-4',
    number: 'Table IV',
    title: 'Hamiltonian Monte Carlo: hyper-parameters',
    shows: 'Hidden size, warm-up, step size and number of leapfrog steps of the two sampled networks.',
    note: 'The released code stores step size and number of steps in file names only: what it runs is NUTS with an adapted step size, on 15 chunks of 4000 images, 100 warm-up and 7 kept transitions each.',
    options: {},
    body: {
      kind: 'training',
      models: [
        { published: 'MNIST', results: networks('mnist-fc512-hmc') },
        { published: 'Fashion-MNIST', results: networks('fashion-fc1024-hmc') },
      ],
      settings: [
        { setting: 'hidden', label: 'hidden size', values: ['512', '1024'] },
        { setting: 'warmUp', label: 'warm-up transitions', values: ['100', '100'] },
        { setting: 'firstStepSize', label: 'step size', values: ['0.5', '0.5'] },
        { setting: 'leapfrogSteps', label: 'leapfrog steps', values: ['10', '10'] },
      ],
    },
  },
  {
    id: 'table-5',
    number: 'Table V',
    title: 'Signs for p-values',
    shows:
      'What the stars in the box plots mean: the one-sided Mann-Whitney test of the adversarially trained network’s LRP robustness being less than the Bayesian one’s.',
    note: 'For the smallest p the paper prints five stars, and the released code draws four.',
    options: {},
    body: { kind: 'symbols', figures: ['3', '10', '11', '12', '13', '14', '15'] },
  },
]

function boxFigure(id: string, pair: keyof typeof pairs, label: string): Figure {
  return {
    id,
    number: `Figure ${id}`,
    title: `Three rules at three layers: ${label}`,
    shows:
      'Differences of LRP robustness to the deterministic network under FGSM and under PGD, with 100 draws; stars as in Figure 3.',
    note: 'Which network stands in which of Figures 10-13 is inferred from the text.',
    options: difference,
    body: { kind: 'boxes', rules, layers, panels: [panel(pair, 'fgsm'), panel(pair, 'pgd')] },
  }
}

/** The models of a table, in both readings. */
function networks(id: string): Results {
  return { defined: id, released: `${id}-released` }
}
