import type { ModelEntry } from '../../src/domain/catalogue.ts'
import type { ChainRecord, Evaluation, ModelCard } from '../../src/domain/modelCard.ts'

/** A plausible card without a training: for the interface's tests and for working on it. */
export function fakeCard(model: ModelEntry): ModelCard {
  const { id, label, dataset, architecture, hidden, family, protocol, draws } = model
  const sampled = family === 'hmc'
  const chains = sampled ? Array.from({ length: 4 }, (_, chain) => chainOf(chain, draws / 4)) : []
  return {
    format: 1,
    id,
    label,
    dataset,
    architecture,
    hidden,
    method: family === 'adv' ? 'adversarial' : family,
    protocol,
    posterior: posteriorOf(model),
    hyperparameters: sampled
      ? { chains: 4, warmUp: 12, draws: draws / 4, leapfrogSteps: 15, firstStepSize: 0.04, target: 0.75 }
      : {
          epochs: 15,
          batch: 128,
          rate: 0.001,
          schedule: 'linear',
          ...(family === 'adv' ? { budget: 0.2 } : {}),
        },
    seed: 0,
    commit: 'fa4e0aa',
    seconds: 545,
    flop: 4.81e12,
    backend: 'OpenBLAS 0.3.21, Node v20.20.2',
    evaluation: evaluationOf(model),
    curves: sampled
      ? []
      : [curve('loss', 'loss of the batches, nats an image', (at) => 2 * Math.exp(-at / 4))],
    chains,
    ...(sampled ? { convergence: convergenceOf(draws / 4) } : {}),
    notes: sampled ? ['Accuracy stays 0.4 percentage points below what was aimed at.'] : [],
    files: sampled
      ? chains.map(({ chain }) => ({
          ...file(`chain-${chain}-draws-00-04.safetensors`),
          chain,
          draws: [0, 1, 2, 3, 4],
        }))
      : [file('weights.safetensors')],
  }
}

function posteriorOf({ family, draws }: ModelEntry): ModelCard['posterior'] {
  if (draws === 1) return { kind: 'point' }
  return family === 'hmc' ? { kind: 'stored', draws } : { kind: 'gaussian', seed: 0, draws }
}

function evaluationOf({ family, draws, accuracy }: ModelEntry): Evaluation {
  const zero = { det: 0.31, adv: 0, vi: 0.02, hmc: 0 }[family]
  const perDraw = (share: number) => Array.from({ length: draws }, (_, s) => share * (1 + 0.3 * Math.sin(s)))
  return {
    images: 10_000,
    draws,
    accuracy,
    negativeLogLikelihood: 0.0944,
    expectedCalibrationError: 0.0126,
    reliability: Array.from({ length: 15 }, (_, bin) => {
      const [from, to] = [bin / 15, (bin + 1) / 15]
      const count = bin < 4 ? 0 : bin === 14 ? 9700 : 10 + 2 * bin
      const confidence = count > 0 ? from + 0.04 : 0
      return { from, to, count, confidence, accuracy: count > 0 ? Math.max(0, confidence - 0.06) : 0 }
    }),
    fgsm: { budget: 0.2, accuracy: 0.0797 },
    saturation: { defined: perDraw(0), released: perDraw(zero) },
  }
}

function chainOf(chain: number, draws: number): ChainRecord {
  const transitions = Array.from({ length: 12 + draws }, (_, at) => at)
  const wave = (at: number) => Math.sin(3 * at + chain)
  return {
    chain,
    seed: 0,
    warmUp: 12,
    draws,
    acceptance: 0.71 + 0.02 * chain,
    potential: transitions.map((at) => 334_000 + 20_000 * Math.exp(-at / 3) + 300 * wave(at)),
    acceptanceProbability: transitions.map((at) => Math.min(1, 0.8 + 0.2 * wave(at))),
    stepSize: transitions.map((at) => (at < 12 ? 0.04 + 0.01 * wave(at) : 0.043 + 0.001 * chain)),
    distance: transitions.map((at) => 1.3 * (1 - Math.exp(-(at + 1) / 6))),
    seconds: 900 + chain,
    flop: 6e13,
    commit: 'fa4e0aa',
  }
}

function convergenceOf(drawsPerChain: number): NonNullable<ModelCard['convergence']> {
  return {
    chains: 4,
    drawsPerChain,
    logLikelihood: { rHat: 1.03, effectiveSampleSize: 16.2 },
    probabilities: {
      images: 200,
      rHat: { median: 1.02, worst: 1.21 },
      effectiveSampleSize: { median: 18.4, worst: 6.1 },
    },
  }
}

function curve(label: string, y: string, at: (epoch: number) => number): ModelCard['curves'][number] {
  const epochs = Array.from({ length: 15 }, (_, epoch) => epoch + 1)
  return { label, x: { label: 'epoch', values: epochs }, y: { label: y, values: epochs.map(at) } }
}

function file(name: string): ModelCard['files'][number] {
  return { name, bytes: 2_679_248, sha256: '1e258be2d653ed26'.repeat(4) }
}
