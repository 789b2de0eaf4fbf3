import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startNode } from '../../../src/cli/startNode.ts'
import type { Attacked } from '../../../src/core/attacks/attackEnsemble.ts'
import { distances } from '../../../src/core/attacks/audit.ts'
import { encodeRegion } from '../../../src/domain/region.ts'
import { pixels } from '../worlds.ts'
import {
  attacked,
  defined,
  heatmaps,
  type Images,
  mean,
  models,
  seen,
  share,
  type Trained,
  testImage,
  testImages,
  trained,
} from './testbed.ts'

/** A few draws tell what many would; the laws know nothing of their number. */
const drawsAtMost = 2
const budget = 0.2 // of the paper, and the attacks' default
const rounding = 1e-6

/** Attacks on the prediction see 100 images; those on an explanation cost fifty times as much. */
const imagesFor = { prediction: 100, nothing: 100, explanation: 20 }
const targetImage = 7

const corner = Float32Array.from({ length: pixels }, (_, i) => Number(i % 28 >= 16 && i < 12 * 28))
const chosen: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  region: { region: encodeRegion(corner) },
  beta: { target: targetImage },
}

const comparable = models.filter(({ id, protocol }) => /^mnist-fc512-/.test(id) && protocol === 'defined')

beforeAll(() => startNode(() => {}))

it('a deterministic and an adversarially trained network are committed', () => {
  expect(comparable.map(({ method }) => method)).toEqual(expect.arrayContaining(['det', 'adversarial']))
})

describe.each(comparable)('$id', ({ id: model, method, draws }) => {
  let network: Trained
  let all: Images
  const runs = new Map<string, Promise<Attacked>>()

  beforeAll(async () => {
    network = await trained(model, Math.min(drawsAtMost, draws))
    all = await testImages(100)
  })
  afterAll(() => network.close())

  const imagesOfAim = (aim: keyof typeof imagesFor) => first(all, imagesFor[aim])

  /** The attack with its defaults but for the budget, made once. */
  function attackedBy(attack: (typeof defined)[number], within = budget): Promise<Attacked> {
    const name = `${attack.id} ${within}`
    const parameters = { ...chosen[attack.id], budget: within }
    const run = runs.get(name) ?? attacked(network.ensemble, attack, imagesOfAim(attack.aim), { parameters })
    runs.set(name, run)
    return run
  }

  describe.each(defined)('$id', (attack) => {
    it('changes nothing with budget 0', async () => {
      const few = first(all, 5)
      const parameters = { ...chosen[attack.id], budget: 0 }
      const { images } = await attacked(network.ensemble, attack, few, { parameters })
      expect(images).toEqual(few.x)
    })

    it('stays within its budget and within [0, 1]', async () => {
      const { images } = await attackedBy(attack)
      const { x } = imagesOfAim(attack.aim)
      expect(distances(x, images).linf).toBeLessThanOrEqual(budget + rounding)
      expect(images.every((pixel) => pixel >= 0 && pixel <= 1)).toBe(true)
      expect(images.some((pixel, i) => pixel !== x[i])).toBe(true)
    })

    it('gives the same image from the same seed', async () => {
      const few = first(all, 2)
      const again = () => attacked(network.ensemble, attack, few, { parameters: chosen[attack.id] ?? {} })
      expect((await again()).images).toEqual((await again()).images)
    })
  })

  async function lossesUnder(id: string): Promise<Float64Array> {
    const { images } = await attackedBy(find(id))
    return (await seen(network.ensemble, { ...all, x: images })).losses
  }

  it('PGD reaches at least the loss of FGSM on 95 of 100 images', async () => {
    const [pgd, fgsm] = [await lossesUnder('pgd'), await lossesUnder('fgsm')]
    expect(share(100, (i) => pgd[i]! >= fgsm[i]!)).toBeGreaterThanOrEqual(0.95)
  })

  it('a random pattern raises the loss less than FGSM', async () => {
    expect(mean(await lossesUnder('random'))).toBeLessThan(mean(await lossesUnder('fgsm')))
  })

  describe.each(defined.filter(({ aim }) => aim === 'explanation'))('$id', (attack) => {
    // the share of images that the law asks for
    const enough = attack.id === 'beta' ? 0.9 : 0.95

    it(`gets what it is after on ${100 * enough} % of the images, as its formula measures`, async () => {
      const some = imagesOfAim(attack.aim)
      const { images, climb } = await attackedBy(attack)
      const { classes } = await seen(network.ensemble, some)
      const [clean, after] = [
        await heatmaps(network.ensemble, some.x, classes),
        await heatmaps(network.ensemble, images, classes),
      ]
      const goal = await goalOf(attack.id)
      const [valueBefore, valueAfter] = [clean, after].map((maps) =>
        maps.map((heatmap, i) => goal(heatmap, clean[i]!)),
      )
      expect(share(some.labels.length, (i) => valueAfter![i]! > valueBefore![i]!)).toBeGreaterThanOrEqual(
        enough,
      )
      // what it reports is what its image has; heatmaps of a batch round otherwise than those of another
      climb!.after.forEach((value, i) => {
        expect(Math.abs(value - valueAfter![i]!)).toBeLessThan(1e-3 * Math.max(1, Math.abs(value)))
      })
    })

    it('keeps the predicted class on every image', async () => {
      const some = imagesOfAim(attack.aim)
      const { images } = await attackedBy(attack)
      expect((await seen(network.ensemble, { ...some, x: images })).classes).toEqual(
        (await seen(network.ensemble, some)).classes,
      )
    })
  })

  it.each(method === 'det' || method === 'vi' ? defined : [])(
    'a larger budget of $id does not help the defender',
    async (attack) => {
      const reached = async (within: number) => {
        const { images, climb } = await attackedBy(attack, within)
        const some = imagesOfAim(attack.aim)
        return mean(climb ? climb.after : (await seen(network.ensemble, { ...some, x: images })).losses)
      }
      expect(await reached(budget)).toBeGreaterThan(await reached(budget / 4))
    },
  )

  /** What the attack wants large, straight from its formula. */
  async function goalOf(id: string): Promise<(heatmap: Float32Array, clean: Float32Array) => number> {
    const target = await testImage(targetImage)
    const { classes } = await seen(network.ensemble, { x: target, labels: Uint8Array.of(0) })
    const [aim] = await heatmaps(network.ensemble, target, classes)
    switch (id) {
      case 'topk':
        return (heatmap, clean) =>
          -massIn(mostRelevant(clean), heatmap) /
          massIn(
            heatmap.map(() => 1),
            heatmap,
          )
      case 'region':
        return (heatmap) => heatmap.reduce((sum, r, i) => sum + r * corner[i]!, 0)
      case 'mass-center':
        return (heatmap, clean) =>
          Math.hypot(...[0, 1].map((axis) => center(heatmap, axis) - center(clean, axis)))
      case 'beta':
        return (heatmap) => -heatmap.reduce((sum, r, i) => sum + (r - aim![i]!) ** 2, 0)
      default:
        throw new Error(`no formula stands here for ${id}`)
    }
  }
})

describe('mnist-conv512-det', () => {
  it('is attacked within the same laws', async () => {
    const network = await trained('mnist-conv512-det', 1)
    try {
      const some = await testImages(4)
      const by = (id: string) => attacked(network.ensemble, find(id), some)
      const made = { fgsm: await by('fgsm'), pgd: await by('pgd'), topk: await by('topk') }
      const under = async ({ images }: Attacked) => seen(network.ensemble, { ...some, x: images })
      for (const { images } of Object.values(made))
        expect(distances(some.x, images).linf).toBeLessThanOrEqual(budget + rounding)
      const [pgd, fgsm] = [await under(made.pgd), await under(made.fgsm)]
      expect(pgd.losses.every((loss, i) => loss >= fgsm.losses[i]!)).toBe(true)
      const { before, after } = made.topk.climb!
      expect(after.every((value, i) => value > before[i]!)).toBe(true)
      expect((await under(made.topk)).classes).toEqual((await seen(network.ensemble, some)).classes)
    } finally {
      network.close()
    }
  })
})

function first({ x, labels }: Images, n: number): Images {
  return { x: x.slice(0, n * pixels), labels: labels.slice(0, n) }
}

function find(id: string) {
  return defined.find((attack) => attack.id === id)!
}

/** 1 on the 20 % of the pixels with the largest |R|, ties to the first. */
function mostRelevant(heatmap: Float32Array): Float32Array {
  const order = [...heatmap.keys()].sort((a, b) => Math.abs(heatmap[b]!) - Math.abs(heatmap[a]!) || a - b)
  const chosen = new Set(order.slice(0, Math.floor(0.2 * pixels)))
  return heatmap.map((_, i) => Number(chosen.has(i)))
}

function massIn(mask: Float32Array, heatmap: Float32Array): number {
  return heatmap.reduce((sum, r, i) => sum + Math.abs(r) * mask[i]!, 0)
}

/** Center of |R| along the rows (0) or the columns (1), in pixels. */
function center(heatmap: Float32Array, axis: number): number {
  const along = heatmap.map((r, i) => Math.abs(r) * (axis === 0 ? Math.floor(i / 28) : i % 28))
  return (
    along.reduce((sum, value) => sum + value, 0) /
    massIn(
      heatmap.map(() => 1),
      heatmap,
    )
  )
}
