import { describe, expect, it } from 'vitest'
import { conventionsOf } from '../../../src/domain/conventions.ts'
import type { TrialResult } from '../../../src/domain/trial.ts'
import { pictureMaps, stretched, topKSets } from '../../../src/ui/panels/figures/pictureMaps.ts'
import { pictureWarnings } from '../../../src/ui/panels/figures/pictureWarnings.ts'
import { digitPicture, fakeEngine } from '../fakeEngine.ts'

/** Only what the maps are made from. */
function trial(clean: readonly number[], attacked: readonly number[], control = clean): TrialResult {
  const stage = (mean: readonly number[]) => ({ heatmap: { mean: Float32Array.from(mean) } })
  const request = { conventions: conventionsOf('defined') }
  const stages = { clean: stage(clean), attacked: stage(attacked), control: stage(control) }
  return { request, ...stages } as unknown as TrialResult
}

const one = trial([4, -3, 0, 0], [4, 0, 2, 0], [3, -5, 1, 0])
const half = { scale: 'shared', shown: 'all', k: 50 } as const

describe('a heatmap figure', () => {
  it('counts the pixels that both top-k sets have, and those that the control leaves', () => {
    expect(topKSets(one, 50, 'absolute')).toMatchObject({
      ...{ common: 1, random: 2 },
      before: { mask: Uint8Array.of(1, 1, 0, 0) },
      after: { mask: Uint8Array.of(1, 0, 1, 0) },
    })
  })

  it.each([
    ['all', [4, -3, 0, 0], [4, 0, 2, 0]],
    ['topk', [4, -3, 0, 0], [4, 0, 2, 0]],
    ['common', [4, 0, 0, 0], [4, 0, 0, 0]],
  ] as const)('shows %s pixels', (shown, clean, attacked) => {
    const [maps] = pictureMaps([one], { ...half, shown })
    expect([...maps!.clean.values]).toEqual(clean)
    expect([...maps!.attacked.values]).toEqual(attacked)
  })

  it('as published stretches each map from its least to its largest value, which moves its zero', () => {
    expect([...stretched(Float32Array.of(4, -4, 0))]).toEqual([1, -1, 0])
    expect([...stretched(Float32Array.of(3, -1, 0))]).toEqual([1, -1, -0.5])
    const [maps] = pictureMaps([one], { ...half, scale: 'minmax' })
    expect(maps!.clean.scale.max).toBe(1)
    expect(maps!.clean.values[2]).not.toBe(0)
  })

  it('stretches nothing out of a map without relevance', () => {
    expect([...stretched(new Float32Array(3))]).toEqual([0, 0, 0])
  })

  it('shares one symmetric scale, or gives each map its own', () => {
    const maps = (scale: 'shared' | 'own') =>
      pictureMaps([one, trial([1, 0, 0, 0], [8, 0, 0, 0])], { ...half, scale })
    expect(
      new Set(maps('shared').flatMap(({ clean, attacked }) => [clean.scale.max, attacked.scale.max])).size,
    ).toBe(1)
    expect(maps('own').map(({ clean, attacked }) => [clean.scale.max, attacked.scale.max])).toEqual([
      [4, 4],
      [1, 8],
    ])
  })
})

describe('the warnings of a heatmap figure', () => {
  const trialOf = (model: string) =>
    fakeEngine().trial(
      {
        ...{ model, draws: 1, picture: digitPicture(3), label: 7, attack: { id: 'fgsm', parameters: {} } },
        ...{ rule: { id: 'epsilon', parameters: {} }, layer: 2, k: 30, seed: 0 },
        conventions: conventionsOf('released'),
      },
      () => {},
      new AbortController().signal,
    )
  const options = { scale: 'shared', shown: 'topk', k: 30 } as const
  const said = (trials: readonly TrialResult[], k = 30) =>
    pictureWarnings(pictureMaps(trials, { ...options, k }), ({ request }) => request.model, [...'0123456789'])

  it('count no pixel twice, and of the sets that are drawn', async () => {
    const trials = [await trialOf('mnist-fc512-det')]
    const ties = (k: number) =>
      Number(
        said(trials, k)
          .join()
          .match(/(\d+) pixels tie/)?.[1] ?? 0,
      )
    expect(ties(30)).toBeGreaterThan(392) // of the black background, at both ends of the order
    expect(ties(30)).toBeLessThanOrEqual(784)
    expect(ties(100)).toBe(0)
  })

  it('name the maps that they are true of, unless they are true of all', async () => {
    const [first, second] = [await trialOf('mnist-fc512-det'), await trialOf('mnist-fc512-hmc')]
    const wrong = (trial: TrialResult) => ({ ...trial, request: { ...trial.request, label: 5 } })
    expect(said([wrong(first), wrong(second)])).toContain('wrong before the attack: it is a 5')
    expect(said([wrong(first), second])).toContain('mnist-fc512-det: wrong before the attack: it is a 5')
  })
})
