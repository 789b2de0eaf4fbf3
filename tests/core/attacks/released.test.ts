/**
 * The attacks as the paper's released code computes them break the laws of attacks. What they do instead is
 * stated here exactly, so that nobody takes their numbers for something else.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { distances } from '../../../src/core/attacks/audit.ts'
import { attacks } from '../../../src/core/attacks/index.ts'
import type { Ensemble, Pass } from '../../../src/core/ensemble.ts'
import { key, uniform } from '../../../src/domain/random.ts'
import { blackBackground, noise, pageBackend, pixels, randomPosterior, withEnsemble } from '../worlds.ts'
import { attacked, type Run } from './testbed.ts'

const images = 2
const set = { x: Float32Array.from([...blackBackground(1), ...noise(1)]), labels: Uint8Array.of(3, 8) }
const posterior = randomPosterior('fc2', { hidden: 12, draws: 4 })
/** Float32 softmax is exactly one-hot here, as in networks drawn from N(0, 1). */
const saturated = randomPosterior('fc2', { hidden: 12, draws: 2, gain: 400 })
const clampAt = Math.fround(0.2)

beforeAll(pageBackend)

const run = (ensemble: Ensemble, id: string, how: Run = {}) => attacked(ensemble, attacks.get(id), set, how)
const alone = (id: string, how: Run = {}) =>
  withEnsemble(posterior, async (ensemble) => (await run(ensemble, id, how)).images, 1)

describe('top-k and target region as released', () => {
  it('are the same attack, bit for bit', async () => {
    expect(await alone('topk-released')).toEqual(await alone('region-released'))
  })

  it('have neither a k nor a region to be given', () => {
    for (const id of ['topk-released', 'region-released'])
      expect(Object.keys(attacks.get(id).parameters)).toEqual(['budget', 'steps', 'stepSize'])
  })

  it('ask for no gradient of the heatmap: its sign is the step', async () => {
    await withEnsemble(posterior, async (ensemble) => {
      const blind: Ensemble = { ...ensemble, forward: (of) => ensemble.forward(of).then(withoutSlopes) }
      expect((await run(blind, 'topk-released')).images).toEqual(
        (await run(ensemble, 'topk-released')).images,
      )
    })
  })

  it('leave pixels of 0 or of the clamp only, where every lit pixel has relevance', async () => {
    const out = await alone('topk-released')
    expect(new Set(out)).toEqual(new Set([0, clampAt]))
  })

  it('go far beyond the clamp from the clean image', async () => {
    expect(distances(set.x, await alone('topk-released')).linf).toBeGreaterThan(0.75)
    const white = { ...set, x: new Float32Array(images * pixels).fill(1) }
    const { images: out } = await withEnsemble(posterior, (ensemble) =>
      attacked(ensemble, attacks.get('topk-released'), white),
    )
    expect(distances(white.x, out).linf).toBe(1)
  })

  it('keep black pixels black: what has no relevance is not moved', async () => {
    const out = await alone('topk-released')
    expect(out.every((value, i) => set.x[i]! > 0 || value === 0)).toBe(true)
  })

  it('take no step on a saturated network, but clamp the image all the same', async () => {
    const { images: out } = await withEnsemble(saturated, (ensemble) => run(ensemble, 'topk-released'), 1)
    expect(out).toEqual(set.x.map((value) => Math.min(value, 0.2)))
  })
})

describe('beta as released', () => {
  const { low, high } = { low: 0.1307, high: 0.3081 } // mean and standard deviation of MNIST's pixels

  it('squeezes every image into [mean, deviation] of the data, both ends reached', async () => {
    const out = await alone('beta-released')
    expect(Math.min(...out)).toBe(Math.fround(low))
    expect(Math.max(...out)).toBe(Math.fround(high))
  })

  it('has no target, and never asks for a test image', async () => {
    expect(Object.keys(attacks.get('beta-released').parameters)).not.toContain('target')
    const testImage = () => Promise.reject(new Error('a target was asked for'))
    expect(await alone('beta-released', { setting: { testImage } })).toEqual(await alone('beta-released'))
  })

  it('ends at the squeezed image with every pixel moved by at most its ten steps', async () => {
    const out = await alone('beta-released')
    const squeezed = set.x.map((value) => Math.min(high, Math.max(low, value)))
    // Adam moves about one learning rate a step
    expect(distances(squeezed, out).linf).toBeLessThanOrEqual(10 * 0.01 * 1.2)
  })

  it('only squeezes where the network is saturated', async () => {
    const { images: out } = await withEnsemble(saturated, (ensemble) => run(ensemble, 'beta-released'), 1)
    expect(out).toEqual(set.x.map((value) => Math.min(high, Math.max(low, value))))
  })
})

describe('an ensemble attacked as released', () => {
  const gray = { ...set, x: uniform(key(31), images * pixels, 0.3, 0.7) } // no pixel meets 0 or 1
  const fgsm = (ensemble: Ensemble, how: Run) => attacked(ensemble, attacks.get('fgsm'), gray, how)

  const released = () => withEnsemble(posterior, (ensemble) => fgsm(ensemble, { protocol: 'released' }))
  /** Every draw's own attacked image. */
  const each = () =>
    Promise.all(
      Array.from({ length: posterior.draws }, async (_, s) => {
        const one = { ...posterior, draws: 1, draw: () => posterior.draw(s) }
        return (await withEnsemble(one, (ensemble) => fgsm(ensemble, { protocol: 'released' }))).images
      }),
    )

  it('is the mean of the draws’ attacked images', async () => {
    const [{ images: out }, own] = [await released(), await each()]
    const means = gray.x.map((_, i) => own.reduce((sum, image) => sum + image[i]!, 0) / posterior.draws)
    out.forEach((value, i) => {
      expect(value).toBeCloseTo(means[i]!, 6)
    })
  })

  it('stays below its budget wherever two draws disagree', async () => {
    const [{ images: out }, own] = [await released(), await each()]
    const disagreed = gray.x.map((_, i) =>
      Number(new Set(own.map((image) => image[i]! > gray.x[i]!)).size > 1),
    )
    expect(disagreed.some((each) => each === 1)).toBe(true)
    out.forEach((value, i) => {
      const change = Math.abs(value - gray.x[i]!)
      // three signs against one leave half of it
      if (disagreed[i] === 1) expect(change).toBeLessThan(0.1 + 1e-6)
      else expect(change).toBeCloseTo(0.2, 6)
    })
  })

  it('is weaker than the attack as defined, which spends its budget on every pixel', async () => {
    const defined = await withEnsemble(posterior, (ensemble) => fgsm(ensemble, { protocol: 'defined' }))
    const [less, all] = [(await released()).images, defined.images].map((out) => distances(gray.x, out))
    expect(all!.l2).toBeCloseTo(0.2 * Math.sqrt(images * pixels), 3)
    expect(less!.l2).toBeLessThan(0.75 * all!.l2)
  })
})

/** A pass that has forgotten how its heatmaps change. */
function withoutSlopes(pass: Pass): Pass {
  return { ...pass, explanationGradient: () => Promise.reject(new Error('a gradient was asked for')) }
}
