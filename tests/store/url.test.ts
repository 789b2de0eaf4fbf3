import { describe, expect, it } from 'vitest'
import { type Choices, noChoices, sceneSpecs } from '../../src/store/choices.ts'
import { readHash, writeHash } from '../../src/store/url.ts'
import { fakeCatalogue } from '../ui/fakeEngine.ts'

const read = (hash: string) => readHash(hash, fakeCatalogue)
const views = sceneSpecs.view.options.map(({ value }) => value).join(', ')
const drawing = Uint8Array.from({ length: 784 }, (_, at) => (at % 5 === 0 ? (at * 37) % 256 : 0))

const scenes: Readonly<Record<string, Choices>> = {
  'nothing chosen': noChoices,
  view: { ...noChoices, scene: { view: 'layers' } },
  'the view of the models': { ...noChoices, scene: { view: 'models' }, model: 'mnist-conv512-vi' },
  'top-k': { ...noChoices, scene: { k: 5 } },
  draws: { ...noChoices, scene: { draws: 100 } },
  seed: { ...noChoices, scene: { seed: 4_294_967_295 } },
  'scale scope': { ...noChoices, scene: { scope: 'all' } },
  protocol: { ...noChoices, scene: { protocol: 'released' } },
  'one flipped convention': { ...noChoices, flipped: { start: 'one' } },
  'one convention of the released protocol flipped back': {
    ...noChoices,
    scene: { protocol: 'released' },
    flipped: { start: 'logit' },
  },
  'a test image': { ...noChoices, source: { kind: 'test', index: 9999 } },
  'a drawing': { ...noChoices, source: { kind: 'drawn', bytes: drawing } },
  'an upload without black': {
    ...noChoices,
    source: { kind: 'uploaded', bytes: new Uint8Array(784).fill(255) },
  },
  'an upload all black': { ...noChoices, source: { kind: 'uploaded', bytes: new Uint8Array(784) } },
  columns: { ...noChoices, models: ['mnist-conv512-vi', 'mnist-fc512-det'] },
  'the network of the layers': { ...noChoices, model: 'mnist-fc512-hmc' },
  attack: { ...noChoices, attack: { id: 'pgd', parameters: { budget: 0.05, steps: 7 } } },
  'a parameter of the first attack': { ...noChoices, attack: { id: 'fgsm', parameters: { loss: 'margin' } } },
  rule: { ...noChoices, rule: { id: 'alpha-beta', parameters: { beta: 1 } } },
  layer: { ...noChoices, layer: 0 },
  'the network that attacks are made on': { ...noChoices, madeOn: 'mnist-fc512-det' },
  'equal strength': { ...noChoices, scene: { strength: 'l2', l2: 2.5 } },
  'a film on its last frame': { ...noChoices, film: { model: 'mnist-fc512-vi' } },
  'a film at a step': { ...noChoices, film: { model: 'mnist-fc512-vi', step: 0 } },
  'a figure': { ...noChoices, scene: { view: 'figures' }, figure: { id: '3', parameters: {} } },
  'a figure drawn in another way': {
    ...noChoices,
    figure: { id: '1', parameters: { scale: 'shared', shown: 'all' } },
  },
}

describe('a link', () => {
  for (const [name, choices] of Object.entries(scenes))
    it(`brings back ${name}`, () => {
      expect(read(`#${writeHash(choices)}`)).toEqual({ choices, complaints: [] })
    })

  it('always says its version and seed', () => {
    expect(writeHash(noChoices)).toBe('v=1&seed=0')
  })

  it('is short for a drawing', () => {
    const digit = Uint8Array.from({ length: 784 }, (_, at) => (at % 28 > 10 && at % 28 < 15 ? 200 : 0))
    expect(writeHash({ ...noChoices, source: { kind: 'drawn', bytes: digit } }).length).toBeLessThan(300)
  })

  it('writes back the same link it was read from, for every scene', () => {
    for (const choices of Object.values(scenes)) {
      const hash = writeHash(choices)
      expect(writeHash(read(hash).choices)).toBe(hash)
    }
  })
})

describe('a link with nonsense', () => {
  it('drops unknown names without a word', () => {
    expect(read('#utm_source=mail&colour=blue&flip.nothing=1&attack.nothing=3')).toEqual({
      choices: noChoices,
      complaints: [],
    })
  })

  it.each([
    ['k=0', 'link: k must be in [1, 100], got 0'],
    ['k=many', 'link: k must be a whole number, got many'],
    ['k=', 'link: k must be a whole number, got nothing'],
    ['draws=101', 'link: draws must be in [1, 100], got 101'],
    ['seed=-1', 'link: seed must be in [0, 4294967295], got -1'],
    ['v=9', 'link: v must be in [1, 1], got 9'],
    ['view=moon', `link: view must be one of ${views}, got moon`],
    ['attack=gama', 'link: attack must be one of fgsm, pgd, none, got gama'],
    ['attack=pgd&attack.budget=7', 'attack pgd: budget must be in [0, 1], got 7'],
    ['rule=gamma&rule.gamma=-1', 'rule gamma: gamma must be in [0, 10], got -1'],
    ['layer=3', 'link: layer must be in [0, 2], got 3'],
    ['image=10000', 'link: image must be in [0, 9999], got 10000'],
    ['drawn=AAAA', 'link: drawn picture needs 784 pixels, got 0'],
    ['uploaded=%%%', 'link: uploaded picture is not readable'],
    ['flip.start=two', 'conventions: start must be one of logit, one, probability, got two'],
    ['strength=l3', 'link: strength must be one of as-is, linf, l2, got l3'],
    ['l2=99', 'link: l2 must be in [0.1, 28], got 99'],
    ['data=stars', 'link: data must be one of mnist, got stars'],
  ])('answers %s with the same sentence as everywhere and keeps the rest', (hash, sentence) => {
    const { choices, complaints } = read(`#${hash}&scope=all`)
    expect(complaints).toEqual([sentence])
    expect(choices.scene).toEqual({ scope: 'all' })
  })

  it.each(['models', 'on', 'film'])('names the models there are for %s', (name) => {
    expect(read(`#${name}=gone`).complaints[0]).toMatch(
      new RegExp(`^link: ${name} must be one of mnist-fc512-det, .*, got gone$`),
    )
  })

  it('keeps the film when only its step is refused', () => {
    const { choices, complaints } = read('#film=mnist-fc512-det&film.step=-1')
    expect(choices.film).toEqual({ model: 'mnist-fc512-det' })
    expect(complaints).toEqual(['link: film.step must be in [0, 2000], got -1'])
  })

  it('keeps the attack when only its parameter is refused', () => {
    expect(read('#attack=pgd&attack.budget=7&attack.steps=3').choices.attack).toEqual({
      id: 'pgd',
      parameters: { steps: 3 },
    })
  })
})
