import { describe, expect, it } from 'vitest'
import { conventionsOf } from '../../src/domain/conventions.ts'
import type { TrialRequest, TrialResult } from '../../src/domain/trial.ts'
import { tourRows } from '../../src/ui/panels/bench/tourRows.ts'
import { tourSteps } from '../../src/ui/panels/bench/tourSteps.ts'
import { differenceOf } from '../../src/ui/wording/difference.ts'
import { doingText } from '../../src/ui/wording/doing.ts'
import { leadSentence } from '../../src/ui/wording/lead.ts'
import { warningsOf } from '../../src/ui/wording/warnings.ts'
import { digitPicture, fakeEngine } from './fakeEngine.ts'

const classes = [...'0123456789']

const request: TrialRequest = {
  model: 'mnist-fc512-det',
  draws: 1,
  picture: digitPicture(7),
  label: 7,
  attack: { id: 'fgsm', parameters: {} },
  rule: { id: 'epsilon', parameters: {} },
  layer: 2,
  k: 20,
  conventions: conventionsOf('defined'),
  seed: 0,
}
const plain = await fakeEngine().trial(request, () => {}, new AbortController().signal)

/** The plain result with other numbers in it. */
function result(change: {
  audit?: Partial<TrialResult['audit']>
  share?: number
  control?: number
  budget?: number
}): TrialResult {
  const metric = (value: number | undefined, known: TrialResult['metrics']) =>
    value === undefined ? known : { ...known, 'lrp-robustness': value }
  return {
    ...plain,
    request: { ...plain.request, resolved: { attack: { budget: change.budget ?? 0.2 } } },
    audit: { ...plain.audit, ...change.audit },
    metrics: metric(change.share, plain.metrics),
    control: { ...plain.control, metrics: metric(change.control, plain.control.metrics) },
  }
}

const lead = (change: Parameters<typeof result>[0]) =>
  leadSentence(result(change), 'det', classes).replaceAll('\u00a0', ' ')

describe('the first sentence', () => {
  it('says when the class is kept and the explanation is not', () => {
    expect(lead({ share: 0.56, control: 0.83 })).toBe(
      'The deterministic network still says 7. Its explanation has changed: 56 % of its top pixels are the same, chance is 20 %. A random pattern of the same size leaves 83 %.',
    )
  })

  it('says when the class changed too', () => {
    expect(lead({ audit: { predictionAfter: 3 }, share: 0.4 })).toMatch(
      /^The deterministic network now says 3 instead of 7\. Its explanation has changed too: 40 %/,
    )
  })

  it('does not credit the attack with what noise does as well', () => {
    expect(lead({ share: 0.59, control: 0.6 })).toMatch(
      /A random pattern of the same size does as much: 60 %\.$/,
    )
  })

  it('does not claim a change where there is hardly one', () => {
    expect(lead({ share: 0.97 })).toContain('Its explanation has hardly changed: 97 %')
  })

  it('says when no more is shared than by chance', () => {
    expect(lead({ share: 0.22 })).toContain(
      'Its explanation is another one: 22 % of its top pixels are the same, chance is 20 %',
    )
  })

  it('does not praise a network whose gradient is zero', () => {
    expect(lead({ audit: { linf: 0, zeroPixels: 1 }, share: 1 })).toBe(
      'The attack left this picture as it was for the deterministic network: the gradient is exactly zero. So its explanation is the same.',
    )
  })

  it('does not blame the gradient for a budget of 0', () => {
    expect(lead({ audit: { linf: 0, zeroPixels: 0 }, share: 1, budget: 0 })).toContain('the budget is 0')
  })
})

describe('warnings', () => {
  const texts = (of: TrialResult) =>
    warningsOf(of, classes).map((warning) => `${warning.figure}: ${warning.text}`)

  it('stand on the image when nothing was perturbed', () => {
    expect(texts(result({ audit: { linf: 0, zeroPixels: 1 } }))).toContain(
      'image: nothing was perturbed: the gradient is exactly zero',
    )
  })

  it('tell how many draws have no gradient', () => {
    expect(
      texts(result({ audit: { zeroDraws: 0.34 } }))
        .join()
        .replaceAll('\u00a0', ' '),
    ).toContain('gradient exactly zero in 34 % of the draws')
  })

  it('tell when the two heatmaps explain different classes', () => {
    const attacked = plain.attacked.heatmap
    const other = {
      ...plain,
      attacked: { ...plain.attacked, heatmap: { ...attacked, explained: { class: 3, share: 1 } } },
    }
    expect(texts(other)).toContain('attacked: explains 3, no longer 7')
  })

  it('tell when the network was wrong before the attack', () => {
    expect(texts(result({ audit: { predictionBefore: 9 } }))).toContain(
      'prediction: wrong before the attack: it is a 7',
    )
  })

  it('tell when there is no relevance', () => {
    const none = { ...plain.clean.heatmap, mean: new Float32Array(784) }
    expect(texts({ ...plain, clean: { ...plain.clean, heatmap: none } })).toContain(
      'clean: no relevance anywhere: nothing to compare',
    )
  })
})

describe('the difference', () => {
  it('is after minus before, its share measured in the relevance there was', () => {
    const stage = (mean: number[]) => ({
      ...plain.clean,
      heatmap: { ...plain.clean.heatmap, mean: Float32Array.from(mean) },
    })
    const difference = differenceOf({ ...plain, clean: stage([1, -1, 2]), attacked: stage([1, 1, 1.5]) })
    expect([...difference.values]).toEqual([0, 2, -0.5])
    expect(difference.share).toBe(2.5 / 4)
    expect(difference.most).toBe(1)
  })
})

describe('the tour', () => {
  it('ends on the robustness with its chance and its control, then on all rows', () => {
    const steps = tourSteps(result({ share: 0.5, control: 0.8 }), classes)
    expect(steps.map((step) => step.row)).toEqual(tourRows)
    expect(steps[4]!.text).toMatch(/\.50.*\.20.*\.80/)
  })
})

describe('what is being done', () => {
  const loading = { model: 'mnist-fc512-vi', bytes: 9_300_000, of: 93_000_000 }

  it('is how much of a network’s weights is there, while they load', () => {
    const progress = { step: 0, of: 1, label: 'attack', loading }
    expect(doingText(progress, 'mnist-fc512-vi')).toBe('loading its weights, 9.3 of 93 MB')
    expect(doingText(progress, 'mnist-fc512-det')).toBe('loading mnist-fc512-vi, 9.3 of 93 MB')
  })

  it('is the part of the work otherwise, and nothing where nothing says so', () => {
    expect(doingText({ step: 0, of: 1, label: 'attack' }, 'm')).toBe('attack')
    expect([doingText({ step: 0, of: 1, label: '' }, 'm'), doingText(null, 'm')]).toEqual([
      undefined,
      undefined,
    ])
  })
})
