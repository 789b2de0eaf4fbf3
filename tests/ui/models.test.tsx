import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { type ModelCard, parseModelCard } from '../../src/domain/modelCard.ts'
import { createLab } from '../../src/store/lab.ts'
import type { Lane } from '../../src/store/lanes.ts'
import { CardPage } from '../../src/ui/panels/models/CardPage.tsx'
import {
  bytesText,
  durationText,
  flopText,
  quantity,
  shortPercent,
} from '../../src/ui/panels/models/quantities.ts'
import {
  aboutSentence,
  agreementSentence,
  confidenceOf,
  saturationSentence,
} from '../../src/ui/panels/models/sentences.ts'
import { LabProvider } from '../../src/ui/useLab.tsx'
import { fakeCard } from './fakeCard.ts'
import { fakeCatalogue, fakeEngine } from './fakeEngine.ts'

const entry = (id: string) => fakeCatalogue.models.find((model) => model.id === `mnist-fc512-${id}`)!
const hmc = fakeCard(entry('hmc'))

function page(card: ModelCard | null, lane?: Lane<string, ModelCard>) {
  const model = fakeCatalogue.models.find(({ id }) => id === card?.id) ?? entry('det')
  const done = card ? ({ status: 'done', request: card.id, result: card } as const) : undefined
  return renderToStaticMarkup(
    <LabProvider lab={createLab(fakeEngine())}>
      <CardPage model={model} dataset="MNIST" lane={lane ?? done} onRetry={() => {}} />
    </LabProvider>,
  )
}

describe('a card', () => {
  it.each(fakeCatalogue.models.map((model) => model.id))('of %s is one the schema knows', (id) => {
    const model = fakeCatalogue.models.find((each) => each.id === id)!
    expect(parseModelCard(fakeCard(model), id)).toEqual(fakeCard(model))
  })

  it('gives every number in full', () => {
    const markup = page(hmc)
    for (const [name, value] of [
      ['accuracy', 0.975],
      ['accuracy-fgsm', 0.0797],
      ['negative-log-likelihood', 0.0944],
      ['calibration-error', 0.0126],
      ['saturation-released', 0],
      ['r-hat-log-likelihood', 1.03],
      ['effective-sample-size-probability-worst', 6.1],
      ['acceptance-0', 0.71],
      ['step-size-2', 0.045],
      ['seconds', 545],
      ['flop', 4.81e12],
      ['bytes', 4 * 2_679_248],
    ])
      expect(markup).toContain(`data-readout="${name}" data-model="mnist-fc512-hmc" data-value="${value}"`)
  })

  it('leaves out what it does not have', () => {
    const bare = page({ ...fakeCard(entry('det')), curves: [], notes: [], files: [], hyperparameters: {} })
    for (const absent of ['Did the chains', 'What to know', 'Files', 'data-plot="lines"'])
      expect(bare).not.toContain(absent)
    expect(bare).toContain('npm run train -- mnist-fc512-det')
    expect(bare).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('shows a setting and a curve that have no words yet by their own names', () => {
    const odd = { ...hmc, hyperparameters: { coldPosterior: 0.5 } }
    expect(page(odd)).toContain('cold posterior')
  })

  it('says what is wrong with it where it would stand, and goes on', () => {
    const message = 'models/mnist-fc512-det/card.json: seconds: Invalid type'
    const markup = page(null, { status: 'failed', request: 'mnist-fc512-det', message, previous: null })
    expect(markup).toContain(message)
    expect(markup).toContain('open in Bench')
    expect(markup).toContain('try again')
  })
})

describe('the first sentence', () => {
  const about = (id: string, card: ModelCard | null = null) => aboutSentence(entry(id), 'MNIST', card)

  it('says what each family is', () => {
    expect(about('det')).toBe(
      'One network, fitted to MNIST by maximum likelihood. Trained as the paper defines it.',
    )
    expect(about('adv', fakeCard(entry('adv')))).toContain('replaced by its attack (FGSM, ε = 0.2).')
    expect(about('hmc')).toContain('given MNIST by Hamiltonian Monte Carlo.')
    expect(about('vi')).toContain('each of its 100 draws is a network')
    expect(about('hmc', hmc)).toContain(
      '20 networks drawn from the posterior given MNIST by 4 independent chains',
    )
  })

  it('says when chains saw different images, and whose protocol it was', () => {
    const chunks = { ...hmc, hyperparameters: { images: 4000 } }
    const sentence = aboutSentence({ ...entry('hmc'), protocol: 'released', draws: 105 }, 'MNIST', chunks)
    expect(sentence).toContain('105 networks drawn by 4 chains')
    expect(sentence).toContain('each given another 4,000 images of MNIST')
    expect(sentence).toContain('released code')
  })
})

describe('the sentence on zero gradients', () => {
  it('is calm where there are none', () => {
    expect(saturationSentence({ defined: [0, 0], released: [0, 0] })).toContain('on every test image')
  })

  it('blames rounding where double still has a gradient', () => {
    const sentence = saturationSentence({ defined: [0], released: [0.83] })
    expect(sentence).toContain('no gradient on 83 % of the images')
    expect(sentence).toContain('In double it finds one on every image')
  })

  it('says when double does not help', () => {
    expect(saturationSentence({ defined: [0.5], released: [0.6] })).toContain(
      'no gradient on 50 % of the images even in double',
    )
  })
})

describe('the sentence on confidence', () => {
  const of = (confidence: number, accuracy: number) =>
    confidenceOf({
      ...hmc.evaluation,
      reliability: [{ from: 0, to: 1, count: 10, confidence, accuracy }],
    }).sentence

  it('tells too sure from too modest', () => {
    expect(of(0.99, 0.95)).toContain('too sure of itself by 4.0 percentage points')
    expect(of(0.9, 0.95)).toContain('more often right than it claims, by 5.0')
    expect(of(0.95, 0.95)).toContain('as often right as it claims')
  })
})

describe('the sentence on the chains', () => {
  const of = (rHat: number, change: Partial<ModelCard> = {}) =>
    agreementSentence({
      ...hmc,
      convergence: { ...hmc.convergence!, logLikelihood: { rHat, effectiveSampleSize: 9 } },
      ...change,
    })

  it('does not call agreement what is none', () => {
    expect(of(1.01)).toMatch(/^The chains agree/)
    expect(of(1.08)).toMatch(/^The chains nearly agree/)
    expect(of(1.6)).toMatch(/^The chains do not agree/)
    expect(of(3, { hyperparameters: { images: 4000 } })).toMatch(/need not agree/)
  })
})

describe('quantities', () => {
  it('are said as a person would', () => {
    expect([545, 12, 3900].map(durationText)).toEqual(['9 min 05 s', '12 s', '1 h 05 min'])
    expect([4.81e12, 950, 2.4e16].map((flop) => flopText(flop))).toEqual([
      '4.81 TFLOP',
      '950 FLOP',
      '24 PFLOP',
    ])
    expect([2_679_248, 900].map(bytesText)).toEqual(['2.7 MB', '1 kB'])
    expect([0, 0.0004, 0.034, 0.41].map(shortPercent)).toEqual(['0', '< 0.1', '3.4', '41'])
    expect([0.04, 128, 60_000, 1e-6].map(quantity)).toEqual(['0.04', '128', '60,000', '1.0e-6'])
  })
})
