import type {
  AttackGroup,
  Catalogue,
  CatalogueEntry,
  Family,
  ModelEntry,
} from '../../src/domain/catalogue.ts'
import type { BackendId, Engine } from '../../src/domain/engine.ts'
import { type Picture, picture } from '../../src/domain/image.ts'
import { choice, integer, real, resolve } from '../../src/domain/parameters.ts'
import { type StudyPart, type StudyPartRequest, subjectOf } from '../../src/domain/study.ts'
import type {
  FilmResult,
  Frame,
  Heatmap,
  LayersRequest,
  Stage,
  TrialRequest,
  TrialResult,
} from '../../src/domain/trial.ts'
import { fakeCard } from './fakeCard.ts'

const size = 28
const shape = [size, size, 1] as const

/** Seven-segment digits: which of a-g are lit. */
const segments = ['abcdef', 'bc', 'abged', 'abgcd', 'fgbc', 'afgcd', 'afgedc', 'abc', 'abcdefg', 'abcdfg']
const segmentLines: Readonly<Record<string, readonly [number, number, number, number]>> = {
  a: [9, 5, 19, 5],
  b: [19, 5, 19, 14],
  c: [19, 14, 19, 23],
  d: [9, 23, 19, 23],
  e: [9, 14, 9, 23],
  f: [9, 5, 9, 14],
  g: [9, 14, 19, 14],
}

export const fakeCatalogue: Catalogue = {
  rules: [
    entry(
      'epsilon',
      'epsilon',
      'Bach et al. 2015',
      'Shares relevance by contribution; small ones are absorbed.',
      {
        stabilizer: real({ label: 'stabilizer', symbol: 'ε', min: 0, max: 10, default: 0.1 }),
      },
    ),
    entry('gamma', 'gamma', 'Montavon et al. 2019', 'Favors contributions that speak for the class.', {
      gamma: real({ label: 'gamma', symbol: 'γ', min: 0, max: 10, default: 0.1 }),
    }),
    entry('alpha-beta', 'alpha-beta', 'Bach et al. 2015', 'Weighs what speaks for and against separately.', {
      beta: real({ label: 'beta', symbol: 'β', min: 0, max: 5, default: 0 }),
    }),
  ],
  attacks: [
    attack(
      'prediction',
      'fgsm',
      'FGSM',
      'Goodfellow et al. 2015',
      'One step of full size along the sign of the gradient.',
      {
        budget: real({ label: 'budget', symbol: 'ε', unit: 'pixel, L∞', min: 0, max: 1, default: 0.2 }),
        loss: choice({
          label: 'loss',
          options: [
            { value: 'cross-entropy', label: 'cross-entropy' },
            { value: 'margin', label: 'logit margin' },
          ],
          default: 'cross-entropy',
        }),
      },
    ),
    attack('prediction', 'pgd', 'PGD', 'Madry et al. 2018', 'Many small steps, projected on the budget.', {
      budget: real({ label: 'budget', symbol: 'ε', unit: 'pixel, L∞', min: 0, max: 1, default: 0.2 }),
      steps: integer({ label: 'steps', min: 1, max: 100, default: 40 }),
    }),
    attack('control', 'none', 'none', '-', 'Leaves the image as it is.', {}),
  ],
  metrics: [
    {
      id: 'lrp-robustness',
      label: 'LRP robustness',
      source: 'Carbone et al. 2022',
      summary: 'Share of the most relevant pixels that stay.',
      formula: ['a ∩ b'],
      chance: 'k-percent',
    },
    {
      id: 'softmax-robustness',
      label: 'softmax robustness',
      source: 'Carbone et al. 2022',
      summary: 'One minus the largest change of a probability.',
      formula: ['1 − d'],
    },
  ],
  datasets: [
    { id: 'mnist', label: 'MNIST', classes: [...'0123456789'], shape, count: 10_000, drawable: true },
  ],
  architectures: [
    {
      id: 'fc2',
      label: 'dense',
      source: 'Carbone et al. 2022, Table II',
      hidden: 512,
      layers: [
        { kind: 'flatten', output: [1, 1, 784], parameters: 0 },
        { kind: 'dense', output: [1, 1, 10], parameters: 7850 },
      ],
    },
  ],
  models: [
    model('fc512', 'det', 1, 0.984),
    model('fc512', 'adv', 1, 0.979),
    model('fc512', 'vi', 100, 0.981),
    model('fc512', 'hmc', 20, 0.975),
    model('conv512', 'det', 1, 0.991),
    model('conv512', 'vi', 100, 0.988),
  ],
}

export interface FakeOptions {
  /** Milliseconds a trial takes. */
  readonly delay?: number
  /** Models whose trials fail with this sentence. */
  readonly failing?: Readonly<Record<string, string>>
  readonly catalogue?: Catalogue
}

/** A deterministic, plausible engine without mathematics: for the interface's tests and for working on it. */
export function fakeEngine({ delay = 0, failing = {}, catalogue = fakeCatalogue }: FakeOptions = {}): Engine {
  const work = async (signal: AbortSignal, report: (part: number) => void) => {
    for (let step = 0; step <= 4; step += 1) {
      signal.throwIfAborted()
      report(step)
      if (delay > 0) await new Promise((done) => setTimeout(done, delay / 4))
    }
  }
  let backend: BackendId = 'wasm'
  const statusOf = (id: BackendId) => (id === backend ? 'chosen' : 'available')
  const refuse = (id: string) => {
    if (failing[id]) throw new RangeError(failing[id])
  }
  return {
    async study(request, report, signal) {
      const { model } = subjectOf(request)
      await work(signal, (step) => report({ step, of: 4, label: 'attack' }))
      refuse(model)
      return studyPart(request)
    },
    async film(request, report, signal) {
      await work(signal, (step) => report({ step, of: 4, label: 'attack' }))
      refuse(request.model)
      return film(request)
    },
    workload: async () => ({
      milliseconds: [],
      flop: 0,
      passes: 0,
      weightsRead: 0,
      longestGap: 0,
      tensorsLeft: 0,
      tensorBytes: 0,
      peakBytes: 0,
    }),
    useBackend: async (id) => {
      backend = id
    },
    catalogue: async () => catalogue,
    backends: async () => [
      {
        id: 'wasm',
        status: statusOf('wasm'),
        note: 'fastest of those that answered rightly',
        error: 1e-7,
        milliseconds: 12,
      },
      { id: 'webgl', status: statusOf('webgl'), note: 'right, but software', error: 1e-5, milliseconds: 180 },
      { id: 'webgpu', status: 'missing', note: 'this browser has no WebGPU' },
    ],
    labels: async () => Uint8Array.from({ length: 10_000 }, (_, index) => digitAt(index)),
    testImage: async (_dataset, index) => ({ picture: digitPicture(digitAt(index)), label: digitAt(index) }),
    sampleImages: async (_dataset, { count }) => Array.from({ length: count }, (_, place) => place),
    card: async (id) => fakeCard(catalogue.models.find((model) => model.id === id)!),
    verify: async () => {
      throw new TypeError('a fake has nothing to verify')
    },
    async trial(request, report, signal) {
      await work(signal, (step) => report({ step, of: 4, label: 'draws' }))
      refuse(request.model)
      return trial(request)
    },
    async layers(request, report, signal) {
      await work(signal, (step) => report({ step, of: 4, label: 'rules' }))
      refuse(request.model)
      return { request, provenance, cells: layerCells(request) }
    },
  }
}

const provenance = { backend: 'wasm', modelChecksum: 'fa4e', milliseconds: 40, version: '0.1.0' }

/** Index 0 is a 7, as in MNIST. */
export function digitAt(index: number): number {
  return (7 + index * 3) % 10
}

export function digitPicture(digit: number): Picture {
  const data = new Float32Array(size * size)
  for (const name of segments[digit]!) {
    const [x0, y0, x1, y1] = segmentLines[name]!
    for (let t = 0; t <= 20; t += 1) stamp(data, x0 + ((x1 - x0) * t) / 20, y0 + ((y1 - y0) * t) / 20)
  }
  return picture(data, shape)
}

function stamp(data: Float32Array, x: number, y: number) {
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) {
      const gray = Math.max(0, 1.6 - Math.hypot(column - x, row - y))
      const at = row * size + column
      data[at] = Math.min(1, Math.max(data[at]!, Math.round(gray * 255) / 255))
    }
}

function trial(request: TrialRequest): TrialResult {
  const budget = Number(request.attack.parameters.budget ?? (request.attack.id === 'none' ? 0 : 0.2))
  const family = familyOf(request.model)
  const weakness = { det: 1, adv: 0.3, vi: 0.6, hmc: 0.45 }[family]
  const clean = stage(request, request.picture, 0)
  const attackedPicture = nudged(request.picture, budget)
  const flips = budget * weakness > 0.22
  const attacked = stage(request, attackedPicture, budget * weakness * 3, flips)
  const count = Math.round((request.k / 100) * clean.heatmap.mean.length)
  const masks = [topMask(clean.heatmap.mean, count), topMask(attacked.heatmap.mean, count)] as const
  const common = masks[0].reduce((sum, on, at) => sum + (on && masks[1][at] ? 1 : 0), 0)
  const robustness = common / count
  const entry = fakeCatalogue.attacks.find(({ id }) => id === request.attack.id)!
  return {
    request: {
      ...request,
      resolved: { attack: resolve('attack', entry.parameters, request.attack.parameters) },
    },
    provenance,
    clean,
    attacked,
    overlap: { clean: masks[0], attacked: masks[1], size: count, common, ties: { clean: 0, attacked: 12 } },
    metrics: { 'lrp-robustness': robustness, 'softmax-robustness': 1 - Math.min(1, budget * weakness * 1.8) },
    audit: {
      label: request.label ?? clean.prediction.class,
      labelSource: request.label === null ? 'predicted' : 'true',
      linf: budget,
      l2: budget * 14.2,
      l0: budget > 0 ? 431 : 0,
      clipped: 0.38,
      zeroPixels: family === 'hmc' ? 1 : 0.02,
      zeroDraws: family === 'vi' ? 0.12 : 0,
      lossBefore: 0.013,
      lossAfter: 0.013 + budget * weakness * 8,
      predictionBefore: clean.prediction.class,
      predictionAfter: attacked.prediction.class,
      objective: null,
    },
    control: {
      ...stage(request, nudged(request.picture, budget * 0.9), budget * weakness),
      prediction: clean.prediction,
      metrics: { 'lrp-robustness': Math.min(1, robustness + 0.2), 'softmax-robustness': 0.99 },
    },
  }
}

/** A frame for every step: the same attack with a growing budget. */
function film(request: TrialRequest): FilmResult {
  const { steps = 40, budget = 0.2 } = request.attack.parameters
  const frames = Array.from({ length: Number(steps) + 1 }, (_, step): Frame => {
    const parameters = { ...request.attack.parameters, budget: (Number(budget) * step) / Number(steps) }
    const { attacked, metrics, audit } = trial({ ...request, attack: { id: request.attack.id, parameters } })
    return { step, ...attacked, metrics, linf: audit.linf, l2: audit.l2 }
  })
  return { request, provenance, steps: Number(steps), frames }
}

function stage(request: TrialRequest, shown: Picture, shift: number, flipped = false): Stage {
  const digit = request.label ?? 3
  const winner = flipped ? (digit + 6) % 10 : digit
  const top = 0.99 - shift * 0.3
  const probabilities = Float32Array.from({ length: 10 }, (_, index) =>
    index === winner ? top : (1 - top) / 9,
  )
  return {
    picture: shown,
    prediction: { probabilities, deviation: probabilities.map((p) => p * 0.1), class: winner },
    heatmap: heatmap(request.model + request.rule.id + request.layer, shown, shift, winner),
  }
}

function heatmap(name: string, shown: Picture, shift: number, winner: number): Heatmap {
  const phase = [...name].reduce((sum, character) => sum + character.charCodeAt(0), 0)
  const mean = shown.data.map((gray, at) => {
    const [row, column] = [Math.floor(at / size), at % size]
    return gray * Math.sin((row + phase) * 0.5 + shift) * Math.cos(column * (0.4 + (phase % 5) / 20) + shift)
  })
  const total = mean.reduce((sum, value) => sum + value, 0)
  return {
    mean,
    deviation: mean.map((value) => Math.abs(value) * 0.3),
    agreement: mean.map(() => 0.9),
    total,
    start: total * 1.08,
    explained: { class: winner, share: 1 },
  }
}

function layerCells(request: LayersRequest) {
  return request.rules.flatMap((rule) =>
    [0, 1, 2].map((layer) => {
      const name = request.model + rule.id + layer
      return {
        rule,
        layer,
        clean: heatmap(name, request.picture, 0, 7),
        attacked: heatmap(name, request.picture, 0.4, 7),
        lrpRobustness: 0.4 + 0.15 * layer,
        lrpRobustnessControl: 0.45 + 0.15 * layer,
      }
    }),
  )
}

function nudged({ data, shape: same }: Picture, budget: number): Picture {
  const moved = data.map((gray, at) =>
    Math.min(1, Math.max(0, gray + budget * ((at * 7919) % 3 === 0 ? 1 : -1))),
  )
  return picture(moved, same)
}

function topMask(values: Float32Array, count: number): Uint8Array {
  const order = [...values.keys()].sort((a, b) => Math.abs(values[b]!) - Math.abs(values[a]!) || a - b)
  const mask = new Uint8Array(values.length)
  for (const at of order.slice(0, count)) mask[at] = 1
  return mask
}

function entry(
  id: string,
  label: string,
  source: string,
  summary: string,
  parameters: CatalogueEntry['parameters'],
) {
  return { id, label, source, summary, parameters }
}

function attack(group: AttackGroup, ...rest: Parameters<typeof entry>) {
  return { ...entry(...rest), group, drives: null }
}

function model(architecture: string, family: Family, draws: number, accuracy: number): ModelEntry {
  return {
    id: `mnist-${architecture}-${family}`,
    label: { det: 'deterministic', adv: 'adv. trained', vi: 'VI', hmc: 'HMC' }[family],
    family,
    protocol: 'defined',
    dataset: 'mnist',
    architecture: architecture.replace('512', ''),
    hidden: 512,
    draws,
    accuracy,
    bytes: 2_700_000 * (family === 'hmc' ? 5 : 1),
    layers: ['hidden 1', 'hidden 2', 'output'],
  }
}

function familyOf(id: string): Family {
  return id.split('-')[2] as Family
}

/** Plausible values that depend on the network and the image alone. */
function studyPart(request: StudyPartRequest): StudyPart {
  const { study, from, to } = request
  const { model } = subjectOf(request)
  const toughness = 0.4 + (model.length % 5) / 10
  const images = study.images.slice(from, to)
  const each = (value: (image: number) => number) => images.map(value)
  const wobble = (image: number, by: number) => ((image * 37 + by * 11) % 29) / 29
  const isBlind = (image: number) => wobble(image, 4) > 0.8
  const robustness = each((image) => Math.min(1, toughness * (0.5 + wobble(image, 1))))
  const labels = each((image) => image % 10)
  return {
    request,
    provenance: { backend: 'wasm', modelChecksum: 'fake', milliseconds: 1, version: 'test' },
    values: {
      predictionBefore: labels,
      predictionAfter: each((image) => (wobble(image, 2) > toughness ? (image + 1) % 10 : image % 10)),
      predictionControl: labels,
      softmaxRobustness: robustness,
      softmaxRobustnessControl: each(() => 0.95),
      linf: each((image) => (isBlind(image) ? 0 : model.includes('-vi') ? 0.1 : 0.2)),
      l2: each((image) => (isBlind(image) ? 0 : 4)),
      zeroPixels: each((image) => wobble(image, 3) / 10),
      zeroDraws: each((image) => (isBlind(image) ? 1 : 0)),
      lossBefore: each(() => 0.1),
      lossAfter: each(() => 2),
      objectiveBefore: [],
      objectiveAfter: [],
      readouts: study.readouts.map((_, readout) => ({
        size: 156,
        common: each((image) =>
          Math.round(156 * Math.min(1, toughness * (0.6 + wobble(image, 5 + readout)))),
        ),
        control: each((image) => Math.round(156 * (0.4 + 0.3 * wobble(image, 6)))),
        ties: each(() => 0),
      })),
    },
  }
}
